/** First names that callers are likely to say, besides the tenant's own. */
export const FIRST_NAMES =
  `aaron abigail ada adam ahmed aisha alan albert alex alexander alexandra alice alicia amanda amber
amy ana andrea andrew angela anita ann anna anne anthony antonio arthur ashley audrey barbara ben benjamin beth betty bill
bob brandon brenda brian bruce bryan carl carla carlos carmen carol caroline catherine charles charlotte chloe chris
christian christina christine christopher cindy claire craig crystal cynthia daniel danielle david dawn debbie deborah
denise dennis diana diane donald dana donna doris dorothy douglas dylan edward elena elizabeth ellen emily emma eric erin ethan
eva evelyn fatima fiona frances francis frank fred gary george gerald gloria grace graham greg gregory hannah harold harry
heather helen henry ian irene isabel isabella jack jacob jacqueline james jamie jane janet janice jason jean jeff jeffrey
jennifer jeremy jerry jessica jim joan joe john jonathan jordan jorge jose joseph joshua joyce juan judith judy julia
julian julie justin karen kate katherine kathleen katie keith kelly ken kenneth kevin kim kyle larry laura lauren lawrence
leah lee leo leon leonard liam linda lisa logan louis louise lucas lucy luis luke madison maggie marcus margaret maria
marie marilyn mario mark martha martin mary matt matthew megan melissa michael michelle miguel mike mohammed monica nancy
natalie natasha nathan neil nicholas nicole nina noah olivia omar oscar pamela patricia patrick paul paula peter philip
phillip phyllis priya rachel ralph raymond rebecca ricardo richard robert roberta roger ronald rosa ruth ryan sally sam
samantha samuel sandra sara sarah scott sean sharon shirley simon sofia sophia sophie stella stephanie stephen steve
steven stuart susan suzanne sylvia tara teresa theresa thomas tim timothy tina todd tom tony tracy tyler vanessa vera
victor victoria ivy maya max nora ruby zara hugo vincent virginia walter wanda wayne wendy william zachary zoe`.split(
    /\s+/,
  );

/** Last names that callers are likely to say. */
export const LAST_NAMES =
  `adams ahmed alexander ali allen alvarez anderson bailey baker barnes bell bennett brooks brown
bryant butler campbell carter castillo chan chavez chen clark coleman collins cook cooper cox cruz davies davis diaz
edwards evans fisher fletcher flores foster garcia gibson gomez gonzalez graham gray green griffin gupta hall hamilton
harris harrison hayes henderson hernandez hill howard hughes jackson james jenkins jimenez johnson jones jordan kaur kelly
kennedy khan kim king kumar lee lewis lopez marshall martin martinez mcdonald mendoza miller mitchell moore morales morgan
morris murphy murray myers nelson nguyen o'brien ortiz owens palmer parker patel patterson perez perry peterson phillips
porter powell price ramirez ramos reed reyes reynolds richardson rivera roberts robertson robinson rodriguez rogers ross
ruiz russell sanchez sanders schmidt scott shah shaw silva simmons simpson singh smith stevens stewart sullivan taylor
thomas thompson torres tran turner vasquez wagner walker wallace wang ward washington watson west white williams wilson
wood wright young`.split(/\s+/);
