"""Did it happen? Own sentences after the manner of FactBank: predicate, factuality and polarity."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from treuga.model import Testimony

Read = Callable[..., Testimony]


YES, NO = True, False
CASES = [
    # told as done, or going on
    ("The rebels released forty prisoners.", "released", "happened", YES),
    ("The army has withdrawn its tanks from the valley.", "withdrawn", "happened", YES),
    ("The troops had left the base by noon.", "left", "happened", YES),
    ("The bridge was destroyed in March.", "destroyed", "happened", YES),
    ("Soldiers are leaving the town.", "leaving", "ongoing", YES),
    ("The ceasefire holds in the north.", "holds", "ongoing", YES),
    ("The rebels managed to release the hostages.", "release", "happened", YES),
    ("The army began to withdraw its guns.", "withdraw", "happened", YES),
    ("The militia continued to shell the town.", "shell", "happened", YES),
    ("The rebels stopped attacking the convoys.", "attacking", "happened", YES),
    ("The government was forced to free the captives.", "free", "demanded", YES),
    ("The army completed the withdrawal on Friday.", "withdrawal", "happened", YES),
    ("The withdrawal took place in silence.", "withdrawal", "happened", YES),
    ("The first convoy to reach the camp brought flour.", "brought", "happened", YES),
    # told as not done
    ("The rebels did not release the prisoners.", "release", "happened", NO),
    ("The army has not withdrawn its tanks.", "withdrawn", "happened", NO),
    ("The rebels never attacked the convoy.", "attacked", "happened", NO),
    ("The government failed to free the captives.", "free", "happened", NO),
    ("The army refused to leave the town.", "leave", "happened", NO),
    ("The rebels have yet to disarm.", "disarm", "happened", NO),
    ("The police prevented the attack.", "attack", "happened", NO),
    ("The militia avoided attacking the camp.", "attacking", "happened", NO),
    ("No prisoners were released.", "released", "happened", NO),
    ("The observers recorded no ceasefire violations.", "recorded", "happened", NO),
    ("No new ceasefire violations were recorded.", "recorded", "happened", NO),
    ("The observers did not record any violations.", "record", "happened", NO),
    ("None of the guns were withdrawn.", "withdrawn", "happened", NO),
    ("Not all guns have been withdrawn.", "withdrawn", "happened", NO),
    ("Not all of the guns were withdrawn.", "withdrawn", "happened", NO),
    ("Nobody released the hostages.", "released", "happened", NO),
    ("The observers recorded fewer ceasefire violations.", "recorded", "happened", YES),
    ("All guns were withdrawn, not only the small ones.", "withdrawn", "happened", YES),
    # who is meant, and no deed told
    ("A driver delivering flour was shot at.", "delivering", "possible", YES),
    ("The observers saw soldiers shelling the town.", "shelling", "happened", YES),
    ("A law banning militias was signed.", "banning", "ongoing", YES),
    ("The two sides neglected to sign the map.", "sign", "happened", NO),
    ("Its refusal to disarm angered the mediators.", "disarm", "happened", NO),
    ("The inspectors are yet to be deployed.", "deployed", "happened", NO),
    # planned
    ("The army will withdraw its tanks.", "withdraw", "planned", YES),
    ("The army will not withdraw its tanks.", "withdraw", "planned", NO),
    ("The rebels agreed to release the prisoners.", "release", "planned", YES),
    ("The rebels promised to disarm.", "disarm", "planned", YES),
    ("The government plans to free the captives.", "free", "planned", YES),
    ("The rebels are ready to disarm.", "disarm", "planned", YES),
    ("The rebels are willing to talk.", "talk", "planned", YES),
    ("The minister said that the army would withdraw.", "withdraw", "planned", YES),
    ("The rebels announced they would boycott the talks.", "boycott", "planned", YES),
    ("The minister said that the army would not withdraw.", "withdraw", "planned", NO),
    ("The planned withdrawal was welcomed.", "withdrawal", "planned", YES),
    ("Their decision to withdraw surprised the town.", "withdraw", "planned", YES),
    ("The army prepared to attack the hills.", "attack", "planned", YES),
    ("The group threatened to attack the convoy.", "attack", "planned", YES),
    ("The union vowed to block the road.", "block", "planned", YES),
    # demanded
    ("The army must withdraw its tanks.", "withdraw", "demanded", YES),
    ("The rebels should release the prisoners.", "release", "demanded", YES),
    ("The rebels must not attack the convoys.", "attack", "demanded", NO),
    ("The council urged the rebels to disarm.", "disarm", "demanded", YES),
    ("The envoy called on the army to withdraw.", "withdraw", "demanded", YES),
    ("The council demands that the army withdraw.", "withdraw", "demanded", YES),
    ("Protesters demanded that the governor be reinstated.", "reinstated", "demanded", YES),
    ("The parties have to release all captives.", "release", "demanded", YES),
    ("The parties need to release all captives.", "release", "demanded", YES),
    ("The envoy ordered the militia to disarm.", "disarm", "demanded", YES),
    ("Release the prisoners now.", "Release", "demanded", YES),
    ("The envoy asked the rebels to free the boys.", "free", "demanded", YES),
    ("The council pressed both sides to meet.", "meet", "demanded", YES),
    # on a condition
    ("If the army leaves the hills, the rebels will disarm.", "leaves", "conditional", YES),
    ("The rebels will not disarm unless the army frees their men.", "frees", "conditional", YES),
    ("The rebels will disarm once the army leaves the hills.", "leaves", "conditional", YES),
    ("The talks will go on until the army leaves the hills.", "leaves", "conditional", YES),
    ("When the army leaves the hills, the rebels will disarm.", "leaves", "conditional", YES),
    ("The minister said the army would withdraw if the rebels disarmed.", "withdraw", "conditional", YES),
    # merely possible
    ("The army may withdraw its tanks.", "withdraw", "possible", YES),
    ("The rebels might attack the convoy.", "attack", "possible", YES),
    ("The rebels could release the prisoners.", "release", "possible", YES),
    ("The army allegedly shelled the camp.", "shelled", "possible", YES),
    ("The army would withdraw its tanks.", "withdraw", "possible", YES),
    ("The rebels tried to attack the convoy.", "attack", "possible", YES),
    ("The envoy hopes to meet both sides.", "meet", "possible", YES),
    ("The rebels want to meet the envoy.", "meet", "possible", YES),
    ("The army is considering withdrawing its tanks.", "withdrawing", "possible", YES),
    ("An attempt to kill the mayor was reported.", "kill", "possible", YES),
    ("An offer to host the summit came from the king.", "host", "possible", YES),
    ("The army perhaps withdrew at night.", "withdrew", "possible", YES),
    ("The police seek to arrest the gunmen.", "arrest", "possible", YES),
    ("The envoy said that the violence was not acceptable.", "violence", "ongoing", YES),
    ("The talks are not over.", "talks", "ongoing", NO),
    # mixed
    ("The agency suspended deliveries after an attack on a barge.", "attack", "happened", YES),
    ("The army agreed to stop shelling the town.", "shelling", "planned", YES),
    ("The army failed to stop shelling the town.", "shelling", "happened", NO),
    ("The council urged the army to stop shelling the town.", "shelling", "demanded", YES),
    ("The rebels resumed attacking the convoys.", "attacking", "happened", YES),
    ("The rebels said they had released the prisoners.", "released", "happened", YES),
    ("The rebels denied attacking the convoy.", "attacking", "happened", NO),
    ("The continued shelling has killed nine people.", "shelling", "ongoing", YES),
    ("Recent attacks have closed the road.", "attacks", "ongoing", YES),
    ("The upcoming election has divided the town.", "election", "planned", YES),
    ("Possible sanctions were discussed.", "sanctions", "planned", YES),
    ("The rebels released the prisoners and will disarm in May.", "disarm", "planned", YES),
    ("The army neither withdrew nor fired.", "fired", "happened", NO),
]


@pytest.mark.parametrize(("text", "word", "factuality", "polarity"), CASES, ids=[c[0] for c in CASES])
def test_factuality(read: Read, text: str, word: str, factuality: str, polarity: bool) -> None:
    events = [e for e in read(text).events if e.predicate.text == word]
    assert [(e.factuality, e.polarity) for e in events] == [(factuality, polarity)]


def test_there_are_eighty() -> None:
    assert len(CASES) >= 80 and len({c[0] + c[1] for c in CASES}) == len(CASES)
