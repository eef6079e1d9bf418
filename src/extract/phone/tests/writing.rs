//! How a number is written: groups, words, letters and marks that are digits.

use super::*;

#[test]
fn numbers_are_found_in_every_grouping_and_behind_every_prefix() {
    all_are(&[
        "384\n123\n4567",
        "384 - 12 - 34 - 567",
        "(384) 123-4567",
        "38 41 23 45 67",
        "384.12.34.567",
        "384 1234 567",
        "3841 234567",
        "38412 34567",
        "384,123,45,67",
        "+39.384.1234567",
        "+39 (384) 1234567",
        "(+39) 384/1234567",
        "0039 384 1234567",
        "00 39 384 1234567",
        "+ 39 384 1234567",
        "39 384 1234567",
        "393841234567",
        "+393 841234567",
        "38412345 67",
        "+39-384-1234567",
        "0039 - 384 - 1234567",
        "(0039) 384 1234567",
        "++39 384 1234567",
        "39-384-1234567",
    ]);
}

#[test]
fn digits_of_every_script_and_shape_are_digits() {
    all_are(&[
        "𝟯𝟴𝟰𝟭𝟮𝟯𝟰𝟱𝟲𝟳",
        "٣٨٤١٢٣٤٥٦٧",
        "➂➇➃➀➁➂➃➄➅➆",
        "⓷⓼⓸⓵⓶⓷⓸⓹⓺⓻",
        "⒊⒏⒋⒈⒉⒊⒋⒌⒍⒎",
        "⑶⑻⑷⑴⑵⑶⑷⑸⑹⑺",
        "3\u{336}8\u{336}4\u{336}1\u{336}2\u{336}3\u{336}4\u{336}5\u{336}6\u{336}7\u{336}",
        "ⅢⅧⅣⅠⅡⅢⅣⅤⅥⅦ",
        "cell:3️⃣8️⃣4️⃣ uno due tre 4567",
    ]);
}

#[test]
fn number_words_are_read_in_every_language_and_spacing() {
    all_are(&[
        "treottoquattro unoduetre quattrocinqueseisette",
        "tre-otto-quattro uno-due-tre quattro-cinque-sei-sette",
        "trecentottantaquattro centoventitre quarantacinque sessantasette",
        "trecento ottanta quattro cento ventitre quaranta cinque sessanta sette",
        "treinta y ocho cuarenta y uno veintitrés cuarenta y cinco sesenta y siete",
        "trois cent quatre-vingt-quatre cent vingt-trois quarante-cinq soixante-sept",
        "three eight four one two three four five six seven",
        "three hundred and eighty-four one two three 4567",
        "três oito quatro um dois três quatro cinco meia sete",
        "trei opt patru unu doi trei patru cinci sase sapte",
        "san ba si yi er san si wu liu qi",
        "三八四 一二三 四五六七",
        "三百八十四 123 4567",
        "più trentanove 384 123 4567",
        "zero zero trentanove 384 1234567",
        "più tre nove tre otto quattro uno due tre quattro cinque sei sette",
        "zerozero39 384 1234567",
        "TRECENTOTTANTAQUATTRO 1234567",
        "384-CENTOVENTITRÉ-4567",
        "treee ottooo quattrooo unooo dueee 34567",
        "sān bā sì yī èr sān sì wǔ liù qī",
        "sanbasiyiersansiwuliuqi",
        "叁捌肆 壹贰叁 肆伍陆柒",
        "三8四1二3四5六7",
        "我的电话三八四一二三四五六七欢迎",
        "tre8quattro uno2tre 4567",
        "trentanove 384 1234567",
    ]);
    check("trentotto quaranta dodici trentaquattro cinquantasei", &["+393840123456"]);
}

#[test]
fn digits_and_words_and_letters_in_disguise_mix() {
    all_are(&[
        "384I234S67",
        "384 l23 4567",
        "38A I2E A567",
        "EBA 123 4567",
        "3B4 1Z3 4S67",
        "З84 1234567",
        "384 12З 4567",
        "tre8quattro123quattro567",
        "3otto4 1due3 4cinque6sette",
        "𝐭𝐫𝐞 𝐨𝐭𝐭𝐨 𝐪𝐮𝐚𝐭𝐭𝐫𝐨 1234567",
        "тre ottо quattro 1234567",
        "tr3 0tto qu4ttro 1234567",
        "Ⓣⓔⓛ 384 1234567",
    ]);
    check("384() 123456", &["+393840123456"]);
    check("384O I23456", &["+393840123456"]);
    check("384 OO1 2345", &["+393840012345"]);
    check("384 oo1 2345", &["+393840012345"]);
    check("384.oo.12.345", &["+393840012345"]);
    check("384⭕123456", &["+393840123456"]);
    all_are(&["t r e otto quattro 1234567", "t r e  o t t o  q u a t t r o - 1234567", "t.r.e / o_t_t_o / 4 1234567"]);
    none_is(&["t r o otto quattro 1234567"]);
}

#[test]
fn roman_numerals_are_digits_in_a_row_of_them() {
    all_are(&["III-VIII-IV-I-II-III-IV-V-VI-VII", "III VIII IV I II III IV V VI VII", "384-I-II-III-4567"]);
}

#[test]
fn a_digit_written_carelessly_is_read_within_a_number() {
    all_are(&[
        "tre oto quatro uno due tre quattro cinqe sei sete",
        "treee ottoo quattroo unoo duee trè quatttro cinqueee seii settee",
        "tree otto quattro uno due tre quattro cinque sei sette",
        "tre otto quattro uno due tre quattro cnique sei sette",
    ]);
    // Only as far as a digit's own word is known by it.
    none_is(&["tre botte quattro uno due tre quattro cinque sei sette"]);
}

#[test]
fn a_phrase_is_read_to_its_end() {
    check("trescientos ochenta y cuatro, ciento veintitrés, cuarenta y cinco, sesenta y siete", &[N]);
    check("384 cento ventitré 45 sessantasette", &[N]);
    check("trezentos e oitenta e quatro, doze, trinta e quatro, quinhentos e sessenta e sete", &[N]);
    check("trei sute optzeci și patru - 12 - 34 - cinci sute șaizeci și șapte", &[N]);
    check("three hundred eighty-four, twelve, 34, five hundred sixty seven", &[N]);
    check("trois cent quatre-vingt-quatre, 12, 34, cinq cent soixante-sept", &[N]);
}

#[test]
fn letters_of_every_alphabet_are_what_they_look_like() {
    all_are(&[
        "trе оttо ԛυаttrо υոо dυе trе ԛυаttrо сіոԛυе ѕеі ѕеttе",
        "ᴛʀᴇ ᴏᴛᴛᴏ ꞯᴜᴀᴛᴛʀᴏ ᴜɴᴏ 234567",
        "384 і234567",
        "384.і2З.4567",
    ]);
}

#[test]
fn leet_of_one_letter_is_read_among_words() {
    check("tre otto quattro s31 1234567", &[]);
    check("tre otto quattro s31 s31 uno due tre quattro cinque", &["+393846612345"]);
}

#[test]
fn digits_in_dialect_are_read_among_words() {
    all_are(&["tri ot quater on du tri quater zinc si set", "trî òt quàter ón dû trî quàter zénc sî sèt"]);
    none_is(&["tri ot quater on du", "tri 84 1234567", "set tri ot, la musica del set", "on 3 du 8 tri 4 zinc 1 si 2"]);
}

#[test]
fn a_word_like_that_of_a_digit_is_read_among_certain_ones() {
    all_are(&[
        "trre otto kuattro unno due tre qvattro cincue sei sette",
        "tre-otto-quattrro-uno-ddue-tre-quattro-cinkue-sej-sette",
        "ttre hotto quattro uno due tre quattro cinque seii settte",
    ]);
    // Where most words are only like those of digits, nobody meant a number.
    none_is(&["tre otta quattra unna dua tra quettro cinche sej setta"]);
}

#[test]
fn glued_words_with_accents_are_looked_at() {
    all_are(&["me liga: trêsoitoquatroumdoistrêsquatrocincoseissete", "vado via, chi c'è c'è: 384-I23-4567"]);
}

#[test]
fn thousands_are_glued_words_too() {
    all_are(&[
        "trecentottantaquattro, centoventitré, quattromilacinquecentosessantasette",
        "trecentottantaquattro dodici trentaquattromilacinquecentosessantasette",
    ]);
    check("trecentottantaquattro, cento, milleduecentotrenta", &["+393841001230"]);
}

#[test]
fn a_word_may_begin_with_its_own_digit() {
    all_are(&["3re 8tto 4ttro uno 2ue tre 4attro cinque 6ei 7ette"]);
    none_is(&["8tto e 7ette", "3 per 2, 4ever, 8bit, 2nd, 3rd, 1st, 5cento"]);
}

#[test]
fn a_round_mark_is_a_zero_where_it_sticks_to_digits() {
    check("386 397 ○393", &["+393863970393"]);
    all_are(&["○ 384 1234567", "○ massaggi ○ 384 1234567"]);
}

#[test]
fn nine_digits_told_by_their_words_are_a_number() {
    check("Il mio è tre otto cinque uno sette tre tre quattro cinque.", &["+39385173345"]);
}

#[test]
fn marks_and_brackets_that_look_like_digits_are_read_where_a_number_wants_them() {
    all_are(&[
        "3ß4 123 4567",
        "3ß4.123.4567",
        "3&4 123 4567",
        "3∞4 123 4567",
        "384¡234567",
        "384 🔴 123 🔴 4567",
        "384🔵123🔵45🔵67",
        "384 ✌️ 123 ✌️ 4567",
        "☝ 3841234567 ✌",
        "384 1234567 🔴🔴",
        "384 1234567 ()",
        "384 123 4567 $",
        "384&123&4567",
    ]);
    for (text, expected) in [
        ("38$8123456", "+393858123456"),
        ("38412 34 ()67", "+393841234067"),
        ("384()123456", "+393840123456"),
        ("384[]123456", "+393840123456"),
        ("384 ()() 12345", "+393840012345"),
        ("384 123 45()()", "+393841234500"),
        ("384 ()23 456$", "+393840234565"),
        ("3 8 4 ⚪ 2 3 4 5 6 7", "+393840234567"),
        ("3 8 4 1 2 3 4 5 6 ⚪", "+393841234560"),
        ("384 🎱234567", "+393848234567"),
    ] {
        check(text, &[expected]);
    }
    none_is(&["prezzi 38$ 41$ 23$ 45$ 67$", "$384 $123 $456", "3$ 8$ 4$ 1$ 2$ 3$ 4$ 5$ 6$ 7$"]);
    assert_eq!(numbers("chiama 3 ⭕ 4 ⭕ 🎱 ⭕ 3 4 2 5", NumberingPlan::Rehearsal), ["+393040803425"]);
}

#[test]
fn letters_among_single_digits_are_digits() {
    all_are(&[
        "з-8-4-1-2-3-4-5-6-7",
        "3 8 4 l 2 3 4 5 б 7",
        "3.8.4.l.Z.з.4.s.б.7",
        "3 8 4 1 z 3 4 s 6 7",
        "384 l2 34 5б 7",
        "384/!2З4567",
        "зВ4 12з 4567",
        "384 123 4Š67",
    ]);
    check("384 6ø6 6868", &["+393846066868"]);
    check("3B412 3456!\nbaci", &["+393841234561"]);
    none_is(&["Loc. Poggio 356, 39041 (BZ), sn", "38121 (TN) 39100 (BZ)"]);
}

#[test]
fn a_capital_among_single_digits_is_one_of_them_and_a_small_word_is_none() {
    all_are(&["tel.3 8 4 1 2 E 4 S 6 7", "chiama 3-8-4-1-2-E-4-5-6-7", "+39 3.8.4.1.2.E.4.5.6.7"]);
    check("384 12345 E 3 persone", &[]);
    check("call me on +39 385 579133 for a booking", &["+39385579133"]);
    all_are(&["call 384 1234567 for 2 hours", "three eight four one two three for five six seven"]);
}

#[test]
fn rings_are_zeros() {
    check("386/◯53◯797", &["+393860530797"]);
    check("Зq6○_724_E00", &["+393960724300"]);
    all_are(&["384 ◯ 123 ◯ 4567"]);
}

#[test]
fn a_landline_is_told_in_words() {
    check("zero cinque quattro quattro, dodici trentaquattro cinquantasei", &["+390544123456"]);
    none_is(&[
        "zero uno due tre quattro cinque sei sette otto nove",
        // The rest of another number.
        "tre zero sette nove sette sei cinque zero due quattro",
    ]);
}

#[test]
fn a_digit_says_how_often_the_next_is_meant() {
    check("tre otto quattro, 2 volte uno, 3 volte zero, 5 6", &["+393841100056"]);
}
