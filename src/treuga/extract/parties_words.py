"""Lexicons for telling titles from names, and actors from places: general English words, no names of parties."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Nouns of office or rank that stand directly before a name.
ROLES = _set(
    "president vice-president minister premier chancellor secretary undersecretary ambassador envoy representative "
    "spokesman spokeswoman spokesperson chief head leader chairman chairwoman chairperson chair commander commandant "
    "general colonel lieutenant major captain admiral brigadier sergeant marshal sheikh sheik shaikh mullah maulvi "
    "mawlawi molvi maulana ayatollah imam hajji haji senator congressman congresswoman governor mayor king queen "
    "prince princess emir sultan pope cardinal bishop archbishop director negotiator mediator coordinator adviser "
    "advisor aide diplomat lawmaker speaker commissioner attorney judge justice mr mrs ms dr sir lord lady dame sen "
    "rep gov gen lt col maj capt brig adm amb prof rev hon comandante comrade field sgt dep chairwomen spox deputy "
    "warlord ceo counsel counselor mp nominee candidate official"
)
#: Words that may stand among the words of a title.
TITLE_WORDS = _set(
    "former ex acting interim deputy vice special senior chief prime foreign defense defence interior finance state "
    "general assistant high top lead principal national security press military army naval navy air force police "
    "intelligence political opposition rebel militia militant party government peace presidential parliamentary "
    "congressional republican democratic first second major joint supreme allied outgoing incoming then longtime "
    "veteran permanent justice energy trade health house senate majority minority leader commander spokesman regional "
    "district provincial caretaker transitional field staff"
)
#: Titles that are honorifics: with one of them a capitalised word is a person, whatever the model says.
HONORIFICS = _set(
    "mr mrs ms dr sir lord lady dame general colonel lieutenant major captain admiral brigadier sergeant marshal "
    "sheikh sheik shaikh mullah maulvi mawlawi molvi maulana ayatollah hajji haji senator congressman congresswoman "
    "president minister premier chancellor secretary ambassador governor mayor king queen prince princess emir pope "
    "cardinal bishop archbishop sen rep gov gen lt col maj capt brig adm amb prof rev judge justice spokesman "
    "spokeswoman spokesperson envoy commander comandante chairman"
)
#: Abbreviated titles, which a full stop follows.
ABBREVIATED = _set("mr mrs ms dr sen rep gov gen lt col maj capt brig adm amb prof rev hon sgt")
PREPOSITIONS = _set("to for of in on at")
#: What a title may head: "head of the Houthi delegation".
DELEGATIONS = _set("delegation team side wing bloc mission office movement party group council embassy negotiators")
#: What is named after where it was made: "the Algiers accord" is not about Algeria.
PAPERS = _set("accord accords agreement protocol process talks declaration communique round consultations conference")
#: Names that each state has for its own: alone they are those of the state that the text is about.
NATIONAL = _set("supreme-court constitutional-court high-court parliament congress senate central-bank")
CALENDAR = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
)
NAME_PARTICLES = _set("al el ul ur bin ibn abu de da del van der von la le dos al- ben")
#: Words that, capitalised, often stand where the model sees a person.
NO_PERSON = _set(
    "twitter facebook youtube instagram brexit covid god islam quran allah congress parliament senate the a an i "
    "statement communique resolution declaration joint press mission treaty accord accords agreement act "
    "protocol summit committee university institute college hospital"
)
#: Nouns of organisations: the last or first word of an unknown organisation's name.
ORGANISATION_NOUNS = _set(
    "council front movement army mission ministry commission committee authority party union alliance coalition "
    "brigade brigades forces force group agency organization organisation court fund bank foundation federation "
    "assembly parliament congress senate network league department administration directorate society battalion "
    "institute center centre association service command militia guard guards corps brotherhood liberation"
)
#: Common surnames and surnames that are words or given names: alone they prove nobody.
COMMON_SURNAMES = _set(
    "smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson "
    "anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson "
    "walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell "
    "mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris morales "
    "murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson "
    "watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long "
    "ross foster jimenez powell jenkins perry russell sullivan bell coleman butler henderson barnes fisher vasquez "
    "simmons jordan reynolds hamilton graham wallace west cole hayes stone black mason hunt rice austin power bush "
    "hamid khan ali ahmad ahmed mohammed mohammad muhammad hussein hassan ibrahim abdullah salam aziz karim rahman "
    "salih saleh musa omar osman abbas mahmoud yusuf ismail nasser said amin malik may day page love grant bishop "
    "major hope best chase marshall lane rose church bay sun park song ban deng xi li wang abe dar paul george "
    "santos silva marin lima cortes leon rojas duque petro mora castro lucas franco washington lincoln chad georgia "
    "israel paris sydney macho garang sultan mansour peña fox field fields banks waters wolf singer short blunt"
)

#: Prepositions that make a country's name a place.
LOCATIVE = _set(
    "in inside within across throughout outside around near into leaving leave left leaves visit visited visiting "
    "visits enter entered entering via toward towards at through under exit exiting quit reach reached reaching"
)
PLACE_PREPOSITIONS = _set("in near at between of towards toward around through on into inside outside across")
#: Prepositions that make it an actor.
WITH = _set(
    "with by between against versus vs tell told tells urge urged urges accuse accused accuses ask asked asks warn "
    "warned warns blame blamed blames call press pressed pressure pressured help helped join joined sanction "
    "sanctioned condemn condemned threaten threatened threatens including allies besides alongside"
)
#: What actors have, and places do not.
ACTOR_NOUNS = _set(
    "government president presidency minister ministry army forces military troops envoy ambassador delegation "
    "decision commitment commitments policy role support demand demands position proposal negotiators officials "
    "official leaders leader parliament authorities administration spokesman spokeswoman foreign defense defence "
    "prime chief ally allies offer refusal request response obligation obligations pledge stance strategy withdrawal "
    "intelligence sanctions representative representatives soldiers navy embassy ruler rulers cabinet congress "
    "consent approval warning threat threats invasion aggression claim claims accusations statement"
)
#: What places have: ``of`` before a state, or ``'s`` after it, with one of these makes it a place.
PLACE_NOUNS = _set(
    "people peoples population situation territory future security stability capital city cities province provinces "
    "part parts south north east west border borders soil history region regions economy conflict war peace "
    "reconstruction citizens residents women children civilians streets airport suburbs outskirts rest most much "
    "areas area districts villages mountains independence unity invasion occupation fate fall collapse humanitarian"
)
#: Verbs whose subject undergoes or is in a state: they show no actor.
STATIVE = _set(
    "be remain become serve move fall face suffer need see experience lie slide return emerge plunge descend recover "
    "have stay plunge sink border rank deserve enjoy know witness turn go get live last happen"
)
#: Verbs of actors: speech and political or military acts.
ACTIVE = _set(
    "say tell announce declare state claim deny reject accept agree refuse warn urge call demand ask insist promise "
    "pledge vow commit sign ratify negotiate propose offer accuse blame condemn criticize criticise welcome praise "
    "release free withdraw deploy send attack strike bomb shell invade capture kill launch fire retaliate respond "
    "violate breach break respect honor honour comply fulfil fulfill implement support back oppose help host mediate "
    "broker recognize recognise impose lift ban block veto vote decide plan intend want seek hope expect believe "
    "consider review appoint dispatch recall expel close open suspend resume halt stop continue begin start end join "
    "leave participate attend meet discuss express reaffirm reiterate confirm threaten allow let provide give pay "
    "extradite arrest detain use make take do hand try fail work act push press pressure study signal order know voice"
)
#: Stands in the list of words where a paragraph or a passage ends, so that no name crosses it.
BREAK = "\u2029"
