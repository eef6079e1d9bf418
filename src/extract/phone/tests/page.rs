//! What a page shows and carries.

use super::*;

#[test]
fn turned_text_is_read_as_it_shows() {
    all_are(&["\u{202e}7654321483\u{202c}", "chiama \u{202e}7654 321 483\u{202c} ora"]);
}

#[test]
fn links_in_the_text_carry_their_number() {
    all_are(&[
        "wa.me/393841234567",
        "https://wa.me/393841234567?text=ciao",
        "tel:+393841234567",
        "https://api.whatsapp.com/send?phone=393841234567",
        "telegram t.me/+393841234567",
    ]);
}

#[track_caller]
fn in_html(html: &str, expected: usize) {
    let document = Document::of_html(html);
    let found = find_in_document(&document, &[], NumberingPlan::Real);
    assert_eq!(found.len(), expected, "{html}\n{}", document.visible_text(document.root()));
    // None of the decoys, each of which would make another number.
    let right = [N, "+393851234567", "+46701740635", "+390522012345"];
    for found in numbers_of(&found) {
        assert!(right.contains(&found.as_str()), "{html}: {found}");
    }
}

#[expect(clippy::disallowed_methods, reason = "a test must see the invented number it found")]
fn numbers_of(found: &[FoundNumber]) -> Vec<String> {
    found.iter().map(|found| found.number.reveal().to_owned()).collect()
}

#[test]
fn a_page_gives_the_numbers_that_it_shows_and_those_that_its_links_carry() {
    for html in [
        "<p>384 1234567</p>",
        "<table><tr><td>3<td>8<td>4<td>1<td>2<td>3<td>4<td>5<td>6<td>7</table>",
        "<div>3</div><div>8</div><div>4</div><div>1</div><div>2</div><div>3</div><div>4</div><div>5</div><div>6</div><div>7</div>",
        "<ul><li>384<li>123<li>4567</ul>",
        "<p>384<br>123<br>4567</p>",
        "<style>.a{display:none}.b{font-size:0}.c{position:absolute;left:-999px}</style><p>38<i class=a>9</i>4 12<i class=b>8</i>3 45<b class=c>7</b>67</p>",
        "<p>384 12<span style='position:absolute;left:-9999px'>99</span>34567</p>",
        "<p><span style='unicode-bidi:bidi-override;direction:rtl'>7654321483</span></p>",
        "<p><bdo dir='rtl'>7654 321 483</bdo></p>",
        "<p dir=rtl style='unicode-bidi:bidi-override'>7654 321 483</p>",
        "<style>.r{direction:rtl;unicode-bidi:bidi-override}</style><p class=r>7654321483</p>",
        "<p>&#x202e;7654321483&#x202c;</p>",
        "<div style='display:flex'><span style='order:3'>4567</span><span style='order:1'>384</span><span style='order:2'>123</span></div>",
        "<style>.f{display:flex}.o1{order:1}.o2{order:2}.o3{order:3}</style><div class=f><b class=o3>4567</b><b class=o1>384</b><b class=o2>123</b></div>",
        "<div style='display:flex;flex-direction:row-reverse'><b>4567</b><b>123</b><b>384</b></div>",
        "<style>.n::before{content:'384'} .n::after{content:'4567'}</style><p class=n>123</p>",
        "<style>.n:after{content:attr(data-n)}</style><p>384 <b class=n data-n='1234567'></b></p>",
        "<button data-phone='3841234567'>mostra</button>",
        "<button data-p='Mzg0MTIzNDU2Nw=='>mostra</button>",
        "<button data-info='{\"id\":3859999999,\"phone\":\"384 1234567\"}'>mostra</button>",
        "<button onclick=\"showNumber('384','1234567')\">mostra</button>",
        "<button onclick='chiama(3841234567)'>x</button>",
        "<button onclick=\"window.location='tel:3841234567'\">x</button>",
        "<a href='https://wa.me/46701740635'>x</a>",
        "<a href='tel:0522012345'>x</a>",
        "<a href='https://api.whatsapp.com/send/?phone=393841234567&text&type=phone_number'>x</a>",
        "<a href='https://web.whatsapp.com/send?phone=+393841234567'>x</a>",
        "<a href='skype:+393841234567?call'>x</a>",
        "<a href='viber://chat/?number=393841234567'>x</a>",
        "<a href='tg://resolve?phone=393841234567'>x</a>",
        "<a href='whatsapp://send/?text=ciao&phone=393841234567'>x</a>",
        "<a href='tel:+39%20384%20123%204567'>x</a>",
        "<div itemscope><meta itemprop='telephone' content='+39 384 1234567'></div>",
        "<span itemprop='telephone'>384 1234567</span>",
        "<meta property='og:phone_number' content='+393841234567'>",
        "<meta property='business:contact_data:phone_number' content='+393841234567'>",
        "<script type='application/ld+json'>[{\"@graph\":[{\"contactPoint\":{\"telephone\":\"+39-384-1234567\"}}]}]</script>",
        "<textarea>384 1234567</textarea>",
        "<p>384&nbsp;123&thinsp;4567</p>",
        "<p>384&zwnj;123&#8203;45&shy;67</p>",
        "<p>&#51;84<sup></sup>12<sub></sub>34567</p>",
        "<svg><text>384 1234567</text></svg>",
        "<p>3<span>8</span><!--9-->4<script>1</script>1<style>b{}</style>234567</p>",
        "<p>Tel<b>384</b><i>1234567</i></p>",
        "<h1>Maria</h1>384 1234567<p>Modena</p>",
    ] {
        in_html(html, 1);
    }
    in_html("<p>384 1234567</p><p>385 1234567</p>", 2);
}

#[test]
fn a_page_gives_nothing_that_nobody_sees_and_no_ids() {
    for html in [
        "<button onclick=\"show('384','1234567')\">x</button>",
        "<script>var id = 3841234567;</script><p>ciao</p>",
        "<p data-id='3841234567' id='n3841234567' class='x3841234567'>ciao</p>",
        "<img alt='x' src='/img/3841234567.jpg'><a href='/a/3841234567-modena'>x</a>",
        "<input type=hidden value='3841234567'><input name=q placeholder='384'>",
        "<div hidden>384 1234567</div>",
        "<p style='display:none'>384 1234567</p>",
        "<noscript>384 1234567</noscript>",
        "<!-- 384 1234567 -->",
        "<time datetime='2026-11-22T01:02:03'>22/11/2026 01:02</time>",
    ] {
        in_html(html, 0);
    }
}

#[test]
fn only_the_named_parts_of_a_document_are_searched() {
    let document = Document::of_html("<p>384 1234567</p><div><a href='tel:3851234567'>x</a></div>");
    let selector = |name| document.root().descendent_elements().find(|node| node.value().name() == name).unwrap();
    let found = |parts: &[Node<'_>]| numbers_of(&find_in_document(&document, parts, NumberingPlan::Real));
    assert_eq!(found(&[selector("p")]), [N]);
    assert_eq!(found(&[selector("div")]), ["+393851234567"]);
    assert_eq!(found(&[selector("p"), selector("div")]), [N, "+393851234567"]);
    assert_eq!(found(&[]), [N, "+393851234567"]);
}

#[test]
fn markup_shown_as_text_parts_groups() {
    all_are(&[
        "[b]384[/b] [b]123[/b] [b]4567[/b]",
        "[color=red]384[/color]1234567",
        "[size=5]384[/size][size=7]1234567[/size]",
        "<b>384</b>123<span style='x'>4567</span>",
        "384&nbsp;123&nbsp;4567",
        "384\r\n\r\n123\r\n\r\n4567",
        "viber://chat?number=%2B393841234567",
        "tel:%2B39%20384%20123%204567",
    ]);
    check("wa.me/12025550152", &["+12025550152"]);
    check("v. 12025550152", &[]);
}

#[test]
fn a_page_tells_a_number_in_its_title_its_labels_and_its_data() {
    for html in [
        "<title>Sara 384 123 4567 - Rimini</title><p>x</p>",
        "<data itemprop=telephone value='+393841234567'>mostra</data>",
        "<a href='intent:#Intent;action=android.intent.action.DIAL;S.phone=+393841234567;end'>x</a>",
        "<script type='application/ld+json'>{\"telephone\":{\"@value\":\"+39 384 123 4567\"}}</script>",
        "<img alt='3️⃣8️⃣4️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣' src=x>",
        "<a aria-label='tre otto quattro uno due tre quattro cinque sei sette'>x</a>",
        "<button onclick=\"mostra('384','123','4567')\">Telefono</button>",
        "<div data-info='eyJ0ZWwiOiIzODQxMjM0NTY3In0='>x</div>",
    ] {
        in_html(html, 1);
    }
    for html in [
        "<span itemprop=sku>3841234567</span>",
        "<span itemprop=gtin13>3841234567</span>",
        "<p data-sku='384-123-4567'>x</p>",
        "<button onclick=\"mostra('384','12','4567')\">Telefono</button>",
        "<img alt='3841234567' src=x>",
    ] {
        in_html(html, 0);
    }
}
