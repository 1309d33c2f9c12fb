/** What callers say to a receptionist, as JSGF rules that do not depend on the tenant. */
export const PHRASES = `
<opener> = hello | hi | good morning | good afternoon | yes | no | no thanks | thank you | okay;
<polite> = please | thank you | thanks | goodbye;

<greet> = hello | hi | hi there | hey | good morning | good afternoon | good evening | how are you [today];
<hours> = what are your [opening | business | office] hours | what time do you (open | close) [today | tomorrow]
  | when (are | do) you open | when do you (close | open) [today | tomorrow] | are you open [<day> | now | right now]
  | [can you | could you] tell me your [opening | business] hours | how late are you open [<day>] | opening hours
  | (i'd | i would) like to know your [opening | business] hours | when can i come in;
<where> = where are you [located | based] | where is your (office | shop | store)
  | (what is | what's) (your | the) address | how do i (find | get to) you | [can you | could you] (tell | give) me your address
  | where can i find you | (i'd | i would) like to know your address;
<leave> = (can i | could i | may i | (i'd | i would) like to | i want to) leave a message [for <who>]
  | (can | could) you take a message [for <who>] | take a message | leave a message;
<robot> = are you (a robot | a real person | a machine | a computer | human | a human | real | an a i)
  | am i (talking | speaking) (to | with) (a robot | a machine | a computer | a real person | a person | an a i)
  | is this (a robot | a machine | a real person | a recording);
<person> = (can i | could i | may i | (i'd | i would) like to | i want to | i need to) (speak | talk) (to | with)
    (someone | somebody | a person | a real person | a human | the manager | the owner | <ownName> | <desk>)
  | is <ownName> (there | available | in) | [please | can you | could you] (put me through | connect me | transfer me)
    [to (<ownName> | <desk> | someone | a person)];
<appointment> = (can i | could i | may i) (make | book | have | get | schedule) an appointment | [book | make] an appointment;
<forget> = [please | can you | could you | i want you to | i'd like you to] (forget [about] me | (delete | erase) (my data | my information | everything about me));
<who> = <ownName> | the manager | the owner | the office | the team;
<identify> = who is this | who am i (speaking | talking) to | what's your name | what is your name | is this <business>
  | have i reached <business>;
<repeat> = [can you | could you] (repeat that | say that again) | sorry what [did you say] | pardon | pardon me | what was that
  | i didn't (hear | catch | understand) that | come again;
<help> = what can you do | how can you help [me] | (can you help me | i need help);
<wait> = one moment | just a moment | hold on | wait [a minute] | just a second | give me a second;
<bye> = goodbye | bye [bye] | good night | see you | have a (nice | good) day | that's all | that is all | that's it
  | nothing else | that will be all | that's everything | nothing thanks | i have to go;
<thank> = thank you [very much | so much] | thanks [a lot] | many thanks | great | perfect;
<yes> = yes | yeah | yes please | yep | sure | okay | correct | right | that's right | that is right | that's correct | exactly | of course
  | yes it is | yes i would | yes that's right | yes that's correct | all right | go ahead | i do | absolutely;
<no> = no | nope | no thank you | no thanks | that's wrong | that's not right | that is wrong | not really | no it isn't
  | no that's wrong | no i don't | no that's all | no that's it | incorrect | wrong;
<part> = (the | my) (name | message | number | time | reason) [is wrong] | both;

<introduction> = my name is | my name's | this is | i am | i'm | you're speaking with;

<then> = (i'd like to | i would like to | can i | could i) leave a message | [please] call me back | i have a question
  | what are your [opening] hours | where are you [located];

<topic> = (my | the | an | a | a new) (appointment | order | account | invoice | estimate | interview | insurance | application
    | bill | booking | reservation | delivery | payment | contract | policy | claim | quote | refund | repair | job | house
    | apartment | car | problem | complaint | project | meeting | case | prescription | subscription | website | question
    | test results)
  | (a price | prices | your services);
<hour> = one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve | noon;
<day> = today | tomorrow | tonight | [on | next | for] <weekday> | on the weekend | this weekend | next week | this;
<weekday> = monday | tuesday | wednesday | thursday | friday | saturday | sunday;
<time> = <day> [morning | afternoon | evening] | as soon as possible | right away | later | (at | after | before) <hour> [o'clock];
<someone> = <who> | you | him | her | them | someone | somebody;
<asking> = [please] (tell | ask | have | can | could | i want | i need) <someone> [please] [to] | please;
<deed> = [<asking>] (call me [back] | give me a call [back] | ring me back | get back to me | call this number | email me | text me)
  | (i'd like | i would like | i need | i want)
    (to (make | book | change | cancel | confirm | reschedule | pay | discuss | check on | ask about) | a call back | a plumber | an electrician | <topic>)
  | i have a (question | problem) | send me <topic> | i will call back | i'll call back
  | i (can't | cannot | can not) (come | make it | make my appointment)
  | i (will be | am going to be) late | i'm (running | going to be) late;
<concerning> = [about | for | with] <topic>;
<subject> = (it's | it is | i'm calling | i am calling | this is | i called) about <topic>;
<statement> = my (order | delivery | package) (is late | is missing | has not arrived | hasn't arrived | arrived broken)
  | (the | my | our) (heating | boiler | sink | toilet | roof | car | internet | phone | water heater | lock | door | alarm)
    (is broken | is leaking | isn't working | is not working | doesn't work | needs repair)
  | i'm returning (your | his | her | a) call | (my | the) number is <digit>+
  | [please] tell <someone> (i called | that i called | i'm sorry | i said thank you | i'm on my way | i'll be there);
<digit> = zero | oh | one | two | three | four | five | six | seven | eight | nine;
<urgent> = (it's | it is | this is) [not | very | really | quite] urgent | (it's | it is | this is) an emergency;
<message> = (<deed> [<concerning>] | <subject> | <statement>) [<time>] [[and] <urgent>] | <urgent>;
`;

/** When an appointment would suit, in JSGF. */
export const TIMES = `
<part_of_day> = morning | afternoon | evening;
<clock> = (at | around | after | before) (<hour> [thirty | o'clock] | noon);
<when> = [on | next | this] <weekday> [<part_of_day>] [<clock>] | (today | tomorrow) [<part_of_day>] [<clock>]
  | [any | in the] <part_of_day> [<clock>] | any time | next week | as soon as possible;
<times> = <when> [or <when>];
`;

/** A telephone number, in JSGF. */
export const NUMBER = `
<number> = [no] [it's | it is | my number is | the number is | that's] <digits>+;
<digits> = [double | triple] <digit>;
`;

/** How callers end a call in more than one word. */
export const CLOSING = `
<closing> = [okay | all right | great | no | nope | yes | that's all | that's it] (thank you [very much | so much] | thanks [a lot | very much]) (goodbye | bye [bye])
  | [okay | all right | no] (goodbye | bye [bye]) | (that's all | that's it | nothing else) (goodbye | bye);
`;
