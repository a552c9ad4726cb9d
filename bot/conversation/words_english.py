"""Ordinary English: what may stand in a request without meaning anything for the music.

FILLER changes nothing and nobody would think it meant something. PROSE are words of
telling and asking that make a message talk rather than order. NEVER_TYPOS are everyday
words close to a musical one, which must stay what they are.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Hesitations and politeness that may stand anywhere, even inside a phrase.
HESITATION: frozenset[str] = _words("""
please pls plz plez plzz pleasee thanks thx ty thankyou cheers um umm uh er erm hmm hm like kinda
kindly maybe perhaps possibly basically literally simply oh ok okay okey hey hi hello yo
hiya dear bot fusebox mate dude bro man guys buddy friend pal alright right sure yeah yes yep yup
well so lol haha hehe ha wow hmmm ah aha ooh oooh
""") - {"like", "hi", "hello", "so", "haha", "lol", "right", "well"}

FILLER: frozenset[str] = _words("""
a an the some something anything sth smth of with and or to for in on at by as from into me my mine
i i'd id i'll us we our you u your ur yourself can could would will shall should may might let let's
lets do does did is are be been it its it's that that's thats this these those there here what
which one ones now then also too again just only really very quite rather pretty fairly nice
good great lovely
beautiful cool awesome fun interesting simple little piece pieces song songs tune tunes track
tracks music musical composition compositions number melody melodies sound sounds sounding stuff
thing things bit style styles styled genre genres type kind sort sorts feel feeling feels vibe vibes
mood flavour flavor theme themes background idea ideas version versions variation variations
make makes making made write writes writing written compose composes composed create creates
created generate generates generated produce give gimme gives play plays played playing
try want wanna wants need needs wish get gets have has hear take takes find see go going gonna come
do doing put set change keep keeping use using used start begin please like likes
mix mixed mixing blend blended blending fusion fuse fused fusing combine combined combining
combination cross crossover mashup mash hybrid meets meet versus vs x plus & between
if whether though but and yet still even more less most least much many lot lots
today tonight evening morning weekend dinner party study studying work working
ready possible about around roughly approximately approx ish circa say perhaps exactly
both each all every everything together up down out over under in-between
full entire whole new another other same different fresh original
hi hello lol haha so right well when while during because since
how who why where
not no n' n t s am m re ve d ll
time times part parts section sections
please bitte tho tho' though already anyway instead actually wait sorry mean meant
tbh imo btw asap any lil
weights weight ratio loop loops jam proportion proportions percentage percentages share shares
show fancy chance hit whip usual thrown tending straight swung
settings though feat ft inspired influenced based thinking
mhm hopefully definitely certainly absolutely totally especially particularly mainly
seems seem enough hope think guess feel
it'd that'd i'm im you're i've
than them they he she him her his their theirs
""")

# Weighty evidence that somebody is telling or asking rather than ordering music.
PROSE: frozenset[str] = _words("""
is are was were am been being has had have does did do don't doesn't didn't isn't aren't wasn't
sings sing sang likes liked loves love loved hate hates hated enjoy enjoyed enjoys prefer prefers
think thinks thought know knows knew said says told tell heard listening listened listen saw
went go goes gone came comes bought sold met lives lived works worked studied studies
she he they his her their sister brother mother father mom mum dad wife husband friend friends
teacher uncle aunt grandma grandpa boss neighbour neighbor kid kids son daughter cat dog family
yesterday tomorrow today tonight week weeks month months year years ago morning afternoon
concert concerts festival gig band's club museum school university book books movie film
favourite favorite best worst better worse boring amazing terrible awful great nice cool sucks
because although whose who whom why when where
am i'm im you're he's she's they're we're there's what's who's
very old older oldest than invented origin history means mean meaning
""")

# Words that order music, whatever else the sentence says.
CUES: frozenset[str] = _words("""
make write compose create generate produce give gimme play want wanna need needs let's lets try
blend mix fuse combine cook whip craft arrange record build design do can could would i'd id
please pls plz do add turn put set change switch bring swap replace remove drop lose ditch keep
""")

# Set phrases with a musical word in them that are not about music.
IDIOMS: tuple[str, ...] = (
    "game over",
    "good game",
    "game on",
    "board game",
    "board games",
    "ball game",
    "card game",
    "card games",
    "play a game",
    "play games",
    "playing games",
    "the game was",
    "end game",
    "game night",
    "game changer",
    "all that jazz",
    "jazz hands",
    "go to church",
    "went to church",
    "going to church",
    "in church",
    "at church",
    "swing by",
    "in full swing",
    "mood swing",
    "mood swings",
    "feeling blue",
    "the blues brothers",
    "folk tale",
    "folk tales",
    "folk medicine",
    "old folk",
    "young folk",
    "bass fishing",
    "classical mechanics",
    "classical physics",
    "renaissance fair",
    "renaissance man",
    "drop the beat",
    "golf swing",
    "blood bank",
    "fast food",
    "slow cooker",
    "bank account",
    "key issue",
    "in the loop",
    "out of the loop",
    "loop me in",
    "key point",
    "piano lesson",
    "piano lessons",
    "guitar lesson",
    "guitar lessons",
    "drum roll",
    "sex drugs and rock n roll",
)

NEVER_TYPOS: frozenset[str] = _words("""
flat flats sharp sharps natural naturals bar bars note notes chord chords scale scales tone tones
harmonic harmonics clef clefs stave staves staff beam beams
slur slurs trill trills riff riffs hook hooks lick licks
verse verses bridge coda fermata staccato legato arpeggio arpeggios cadence cadences swung feel
fold folds fork fort food fool foul yolk golf wolf gold volk fowl folder folding flock fell felt
same came name fame lame tame gate gave gain gaze dame games gamer gamers gaming gamble gates
clues clue glues blurs bluer bluest bless bleed blood blows blue blouse plus pluses
him hum hymen home hymnal jars jabs jags jaws jack jazzed gas has class glass classes classify
classified classics rage rags rang ray range ranging raging regime realtime overtime anytime
reel real reed feel keel peel heel steel bark back batch bash beach bath batch
song sing sang king long wing ring thing strong along among
price prize peace place piece pieces pace pack paces park part pair pain paint paints painting
plane plan plans planet play plain plant fan flat flute's file fire fine find fiend friend
bars bar bare bear bean beans beat beats bass base bases boss busy buys
tempt temple temporary template tempos temper tent tense
minus minor mayor mayors miner manor mirror motor actor
key keys kea keep kept kid kit kite
slow slot slows snow show shower lower flower slower fast last past cast fact vast feast
loud lead read bread ready lady land hand sand band brand stand
voice vote void choice noise horn born corn worn torn harp hard harm sharp card yard warp
drum drums dream dreams drama guitarist pianist organist cello hello yellow cell fellow
organic origin origins organs ocean open violet violent violence violate
trumpet trump trumped tube tuna tune tunes tuned banjo bingo
more move movie mode model modem modern most must mist mast moat mood moody mad
major mayor made make maker makes take taker tale tall talk walk wall will well
bright right night light fight sight might tight height weight weigh
happy harpy hoppy happens happen sad said sat set sail bad mad dad had lad
dark dart park mark bark darn drank drunk
calm clam claim call calls came cam camp clip clap
wide wild wild wilder wind winds wine wife wire child mild
safe save saves saved saving sake sale safety sofa surf sure
seed seem seen see seek feed need needs speed deed weed sees
score scores store stores story stories sport short shirts shore shot shut
longer lounge linger lunge louder ledger larger later latter letter letters better bitter butter
undo under until unto into onto redo reds rest rests reset resort result results
repeat replay reply repay report
half halt hall hell help held health halve
quarter quarters quart third bird weird word words world work works
part party parts parse past paste pasta
time times tie tide tidy tile till tiny
start star stare state stay stick stock stop steps step
stir string strings strong strings strange stronger staring
church churn churned much munch lunch bunch
trad trade track tracks tread tried trend treat trail train trains brain rain
cool coal cold coat cook books book look took hook
romance roman romania romans dramatic automatic aromatic
bach back bachelor beach batch
irish iris wish fish dish
mix mixes max man men min mine mind mint main mainly
hop hope hops shop chop chops chap bop bob box boy buy bus bug
stride strike string strip striped street pride bride
air hair fair pair airy
sacred scared scarred scarce secret
vintage village villain voltage image
morris mirror moral morale norris horror
early yearly nearly clearly really rally
motet motel moment most hotel model
standard standards stand
celtics centric central cellar cereal critic cynic clinic
classy class classroom
folks large red matter weather finger spring experiment corner chair compare bell
master station tired thirsty figure gape gale gals gal grape grave hark harsh hams hymnbook
forks folly fowls jamb jails jade zest mazes amaze raft ragged ragtag
figures chairs corners fingers matters masters stations springs letter litter latter barn bars
bags blurs blush blunt bloom blur bugs hint mint musk mask
""")
