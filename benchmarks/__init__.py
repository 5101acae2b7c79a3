"""What Treuga costs, each time beside what must be paid anyway, in the same run on the same machine."""
