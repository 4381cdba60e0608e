//! Given names that are common among people who are quoted.

use std::sync::LazyLock;

/// In lower case. They show which part of “Austen, Jane” comes first, and that a heading is a name; a name that is missing
/// only makes kzq ask.
const GIVEN_NAMES: &str = "\
    aaron abigail abraham ada adam adlai adolf adrian agatha agnes ahmed aimee alan albert aldo aldous alec aleister \
    alejandro aleksandr alessandro alex alexander alexandra alexandre alexei alexis alfred ali alice alison allen \
    alphonse alva amanda amartya ambrose amelia amelie amos amy anais anatole anatoly anaïs andre andrea andreas \
    andrei andrew andrzej andré andy angela angelina anita ann anna anne annie anselm anthony antoine anton antonia \
    antonio april archibald ariel arnold arthur artur arundhati astrid audrey august auguste augustus ayn barack \
    barbara baruch beatrice ben benedict benito benjamin bernard bernd bernhard bertha bertolt bertrand beth betty \
    bill billy blaise bob bobby boris brad bram brian brigitte bruce bryan byron calvin camille carl carla carlo \
    carlos carol caroline carrie caspar catherine cecil cecilia cesar cesare charles charlie charlotte chinua chris \
    christa christian christina christine christopher cicely clara clare clarence claude claudia clint clive colette \
    colin constance cory craig cyril daisy dale damon dan daniel danielle daphne dario dave david dean deborah denis \
    dennis derek desiderius desmond diana diane dick diego dietrich dimitri dmitri dolly dolores don donald dora \
    doris dorothea dorothy doug douglas dwight dylan earl edgar edith edmund edna eduardo edvard edward edwin egon \
    eileen elaine eleanor elena elie elinor elizabeth ella ellen elsa elsie emil emile emilia emily emma emmanuel \
    enid enrico eric erica erich erik erma ernest ernesto ernst erwin esther ethan ethel eugene eugène eva evelyn \
    ezra fatima fay federico felix ferdinand fernando fidel fiona flannery florence fran frances francesca francesco \
    francis francisco franco francois frank franklin franz françois fred freda freddie frederic frederick frida \
    friedrich fritz fyodor gabriel gabriela gabriele gary gene geoffrey georg george georges georgia gerald gerard \
    gerhard germaine gertrude gilbert gilda giordano giovanni giuseppe glenn gloria golda gordon grace graham grant \
    greg gregor gregory greta groucho guido guillaume guillermo gunter gustav gustave guy günter hannah hannes hans \
    harold harper harriet harry haruki harvey hassan hector heinrich heinz helen helena helmut henri henrik henry \
    herbert herman hermann hilaire hilary hilda hillary honore honoré howard hubert hugh hugo humphrey hunter \
    hussein iain ian ibrahim ida ignatius igor ilya immanuel indira ingmar ingrid irene iris irving isaac isabel \
    isabella isadora isaiah isak italo ivan jack jackie jacob jacqueline jacques jakob james jamie jan jane janet \
    janis jason jawaharlal jay jean jeanette jeanne jeff jefferson jennifer jeremy jerome jerry jerzy jesse jessica \
    jim jimi jimmy joan joanna joanne joe joel johan johann johannes john johnny jon jonas jonathan jorge jose josef \
    joseph josephine joshua josé joy joyce juan judith judy jules julia julian julie juliet julio julius june jürgen \
    karel karen karl kate katharine katherine kathleen kathy katie keith kelly ken kenneth kevin khalil kofi \
    krzysztof kurt langston larry laura lauren laurence lawrence lee leigh leila leo leon leonard leonardo leonid \
    leopold leslie lester lev lewis lillian lily linda linus lisa lloyd lois lorenzo louis louisa louise lucia \
    lucille lucius lucy ludwig ludwik luigi luis luke luther lydia lyndon lynn léon madeleine mae maggie mahatma \
    mahmoud malala malcolm manuel mao marc marcel marcello marco marcus margaret margot maria marianne marie marilyn \
    mario marion marjorie mark marlene marlon marshall martha martin marvin mary mathilde matt matthew matthias \
    maureen maurice max maxim maxime maya mel melanie melinda melvin michael michel michelle miguel mikhail miles \
    milton miranda miriam mitch mohammed mohandas molly mona monica morris moses muhammad murray mustafa nadine \
    nancy naomi napoleon natalia natalie nathan nathaniel neil nelson niccolo niccolò nicholas nick nicola nicolas \
    niels nigel nikita nikola nikolai nina noam noel nora norma norman octavia octavio ogden olga oliver olivia omar \
    oprah orson oscar oskar otto pablo pamela paolo pat patricia patrick patti paul paula paulo pavel pearl pedro \
    peggy penelope percy perry peter phil philip philippe phillip phyllis pierre piotr primo rabindranath rachel \
    rainer ralph ramon ray raymond rebecca reinhold rene rené rex rhoda richard rick rita rob robert roberta roberto \
    robin rod rodney roger roland rollo romain roman ron ronald rosa rosalind rose ross roy ruby rudolf rudolph \
    rudyard rupert russell ruth sally salman salvador salvatore sam samuel sandra sandro sarah saul scott sean \
    sebastian sergei sergey seth sharon sheila shirley sigmund simon simone sinclair slavoj sofia solomon sonia \
    sophia sophie soren spike stanislaw stanisław stanley stefan stella stephane stephanie stephen steve steven \
    stewart stuart sue susan susanna suzanne svetlana sydney sylvia søren tatiana ted terence teresa terry thelma \
    theodor theodore theresa thomas thornton thurgood tim timothy tina toby tom tommy toni tony truman umberto upton \
    ursula vaclav valerie vera vernon veronica victor victoria vincent viola virginia vita vittorio vivian vladimir \
    václav wallace walt walter wanda warren washington wayne wendell wendy werner wilfred wilhelm will willa willard \
    willem william willy wilson winston wislawa wisława wolfgang woodrow woody wu yasmin yevgeny yogi yoko yuri yves \
    zadie zelda zora émile";

static SET: LazyLock<foldhash::HashSet<&str>> = LazyLock::new(|| GIVEN_NAMES.split(' ').collect());

/// Whether a word in lower case is a given name. Of `jean-paul`, the first part decides.
pub fn is_given_name(word: &str) -> bool {
    SET.contains(word.split('-').next().unwrap_or(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_are_whole_words() {
        for (word, expected) in
            [("jane", true), ("jean-paul", true), ("wislawa", true), ("jan", true), ("emm", false), ("", false)]
        {
            assert_eq!(is_given_name(word), expected, "{word}");
        }
        assert!(SET.iter().all(|name| !name.is_empty() && name.to_lowercase() == **name));
    }
}
