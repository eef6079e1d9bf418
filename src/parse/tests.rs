//! The parser, on pages that hide, break and deceive.

use super::*;

#[track_caller]
fn sees(html: &str, expected: &str) {
    let document = Document::of_html(html);
    assert_eq!(document.visible_text(document.root()), expected, "{html}");
}

#[track_caller]
fn carries(html: &str, expected: &[&str]) {
    let document = Document::of_html(html);
    assert_eq!(document.contact_values(document.root()), expected, "{html}");
}

#[test]
fn inline_tags_are_joined_and_blocks_are_lines() {
    sees("<p>3<b>8</b>4<!-- x -->1<wbr>2</p><p>a &nbsp; b<br>c</p>", "38412\na b\nc");
    sees("<ul><li>uno<li>due</ul><table><tr><td>a<td>b<tr><td>c</table>", "uno\ndue\na b\nc");
    sees("<pre>a  b\nc</pre>", "a b\nc");
    sees("<ruby>384<rt>tre otto quattro</rt></ruby>", "384 tre otto quattro");
    sees("<input type=button value='384 1'><input type=hidden value=9>", "384 1");
}

#[test]
fn a_hidden_element_is_not_seen() {
    for style in [
        "display:none",
        "visibility: hidden",
        "font-size:0",
        "FONT-SIZE : 0px !important",
        "opacity:0",
        "position:absolute;left:-9999px",
        "text-indent:-9999px",
        "width:0;overflow:hidden",
        "position:absolute;clip:rect(0,0,0,0)",
        "transform:scale(0)",
        "color:transparent",
        "color:#fff;background:#fff",
    ] {
        sees(&format!("<div>38<span style=\"{style}\">9</span>4</div>"), "384");
    }
    sees("<div>38<span hidden>9</span><template>9</template><script>9</script><style>i{}</style>4</div>", "384");
    sees("<div>38<noscript>9</noscript><span aria-hidden=true>4</span></div>", "384");
}

#[test]
fn what_hides_is_inherited_and_can_be_undone_where_css_says_so() {
    sees("<div style='visibility:hidden'>9<b style='visibility:visible'>384</b></div>", "384");
    sees("<div style='display:none'>9<b style='display:inline;visibility:visible'>9</b></div>384", "384");
    sees("<div style='font-size:0'>9<b style='font-size:14px'>384</b><i style='font-size:2em'>9</i></div>", "384");
}

#[test]
fn the_pages_own_rules_hide_by_class_id_tag_and_cascade() {
    let style = "<style>/* c */ .x,#y{display:none} u{visibility:hidden} .z{font-size:0} div .w{opacity:0}\
        @media print{.p{display:none}} @media screen{.q{display:none}} .x.shown{display:inline}</style>";
    sees(
        &format!("{style}<div>3<i class=x>9</i><i id=y>9</i><u>9</u><i class='a z'>9</i>8<i class=w>9</i>4</div>"),
        "384",
    );
    sees(&format!("{style}<div>3<i class=p>8</i><i class=q>9</i><i class='x shown'>4</i></div>"), "384");
    sees(&format!("{style}<div>3<i class=x style='display:inline'>84</i></div>"), "384");
    sees("<style>[data-k=v] b{display:none}</style><p data-k=v>384<b>9</b></p>", "384");
}

#[test]
fn what_a_rule_writes_is_seen() {
    sees(r"<style>.a::before{content:'\33\38 \34'}</style><p class=a>x</p>", "384x");
    sees("<style>.a::before{content:'3'}.a:after{content:attr(data-n) \"4\"}</style><p class=a data-n=8>x</p>", "3x84");
}

#[test]
fn an_order_other_than_the_sources_is_followed() {
    sees("<div style='display:flex'><i style='order:2'>4</i><i style='order:1'>38</i></div>", "384");
    sees("<div style='display:flex;flex-direction:row-reverse'><i>4</i><i>8</i><i>3</i></div>", "384");
    sees("<bdo dir=rtl>483</bdo>", "384");
    sees("<p style='display:flex;flex-flow:row-reverse wrap'><i>4</i><i>8</i><i>3</i></p>", "384");
    sees("<dl><dt>Codice</dt><dd>384</dd><dt>Tel:</dt><dd>385</dd><dd>386</dd></dl>", "Codice: 384\nTel: 385\n386");
    sees("<p>a <bdo dir=RTL>483</bdo> b</p>", "a 384 b");
    sees("<p>a <span style='unicode-bidi:bidi-override;direction:rtl'>4<b>8</b>3</span> b</p>", "a 384 b");
    sees("<p><i style='float:right'>4</i><i style='float:right'>8</i><i style='float:right'>3</i></p>", "384");
}

#[test]
fn the_main_text_has_no_frame() {
    let frame = "<nav>menu</nav><header>testata</header><form>cerca</form><footer>fine</footer>";
    let main = |inside: &str| Document::of_html(&format!("{frame}{inside}")).main_text();
    assert_eq!(main("<div>annuncio</div>"), "annuncio");
    assert_eq!(main("<main>il <i hidden>9</i>testo</main><div>altro</div>"), "il testo");
    assert_eq!(main("<article>uno<article>due</article></article><article>tre</article>"), "uno\ndue\ntre");
    assert_eq!(main("<main></main><p>testo</p>"), "testo");
}

#[test]
fn links_that_call_or_write_carry_their_number() {
    carries("<a href='tel:+39-384-1234567'>x</a>", &["+39-384-1234567"]);
    carries("<a href='TEL://3841234567;ext=1'>x</a>", &["3841234567"]);
    carries("<a href='sms:+393841234567?body=ciao 1'>x</a>", &["+393841234567"]);
    carries("<a href='callto:00393841234567'>x</a>", &["00393841234567"]);
    carries("<a href='whatsapp://send?phone=%2B393841234567&text=1'>x</a>", &["+393841234567"]);
    carries("<a href='viber://chat?number=%2B393841234567'>x</a>", &["+393841234567"]);
    carries("<a href='https://wa.me/393841234567?text=ciao'>x</a>", &["393841234567"]);
    carries("<a href='//api.whatsapp.com/send?text=1&phone=393841234567'>x</a>", &["393841234567"]);
    carries("<a href='https://t.me/+393841234567'>x</a>", &["+393841234567"]);
    carries("<a href=\"javascript:chiama('3841234567')\">x</a>", &["3841234567"]);
}

#[test]
fn every_scheme_that_calls_or_writes_is_known() {
    for scheme in [
        "tel",
        "telprompt",
        "callto",
        "sms",
        "smsto",
        "mms",
        "mmsto",
        "whatsapp",
        "viber",
        "skype",
        "facetime",
        "facetime-audio",
        "imessage",
        "signal",
        "sgnl",
        "telegram",
        "tg",
        "sip",
        "SIP",
        "Viber",
    ] {
        for slashes in ["", "//"] {
            carries(&format!("<a href='{scheme}:{slashes}+393841234567'>x</a>"), &["+393841234567"]);
            carries(&format!("<a href='{scheme}:{slashes}send?phone=393841234567'>x</a>"), &["393841234567"]);
        }
    }
    carries("<a href='sip:+393841234567@voip.example;user=phone'>x</a>", &["+393841234567"]);
    carries("<a href='tel:*31%233841234567'>x</a>", &["3841234567"]);
    carries("<a href='tel:0544/123456'>x</a>", &["0544/123456"]);
    carries("<a href='sgnl://signal.me/#p/+393841234567'>x</a>", &["+393841234567"]);
    carries("<a href='sms:/open?addresses=+393841234567'>x</a>", &["+393841234567"]);
    carries("<a href='whatsapp://send/393841234567#x'>x</a>", &["393841234567"]);
    carries("<a href='intent:#Intent;scheme=tel;S.phone=393841234567;end'>x</a>", &["393841234567"]);
    for none in ["tg://resolve?domain=nome", "tg://user?id=3841234567", "viber://pa?chatURI=nome", "mailto:a@b.it"] {
        carries(&format!("<a href='{none}'>x</a>"), &[]);
    }
}

#[test]
fn a_visiting_card_carries_its_telephones() {
    let card = "BEGIN%3AVCARD%0AFN%3ALia%0ATEL%3BTYPE%3DCELL%3A%2B393841234567%0AEND%3AVCARD";
    carries(&format!("<a href='data:text/vcard,{card}'>x</a>"), &["+393841234567"]);
    carries(&format!("<a href='data:text/x-vcard;charset=utf-8,{card}'>x</a>"), &["+393841234567"]);
    carries(
        "<a href='data:text/vcard;base64,QkVHSU46VkNBUkQKaXRlbTEuVEVMOjM4NDEyMzQ1NjcKRU5EOlZDQVJE'>x</a>",
        &["3841234567"],
    );
    carries(
        "<b data-card='BEGIN:VCARD\nTEL:384 1234567\nTEL;VALUE=uri:tel:0544123456\nEND:VCARD'>x</b>",
        &["384 1234567\n0544123456"],
    );
    carries("<img src='https://qr.example/create-qr?data=MECARD:N:Lia;TEL:3841234567;;'>", &["3841234567"]);
    carries("<img src='https://qr.example/create-qr?data=tel%3A%2B393841234567'>", &["+393841234567"]);
    carries("<a href='data:text/plain,3841234567'>x</a>", &[]);
}

#[test]
fn what_is_called_a_number_carries_it() {
    carries("<button data-clipboard-text='3841234567'>Copia numero</button>", &["3841234567"]);
    carries("<abbr title='3841234567'>il mio cellulare</abbr>", &["3841234567"]);
    carries("<button data-clipboard-text='3841234567'>Copia codice</button>", &[]);
    carries("<abbr title='3841234567'>annuncio</abbr>", &[]);
}

#[test]
fn a_frame_shows_its_own_page() {
    let frame = "<p>Tel <b hidden>9</b>384</p><a href=&quot;tel:3841234567&quot;>x</a>";
    sees(&format!("<div>a<iframe srcdoc=\"{frame}\">vecchio</iframe>b</div>"), "a\nTel 384\nx\nb");
    carries(&format!("<iframe srcdoc=\"{frame}\"></iframe>"), &["3841234567"]);
    sees(&format!("<iframe hidden srcdoc=\"{frame}\"></iframe>"), "");
    carries(&format!("<iframe style='display:none' srcdoc=\"{frame}\"></iframe>"), &[]);
    sees("<iframe srcdoc='<iframe srcdoc=384></iframe>'></iframe>", "");
}

#[test]
fn a_picture_of_one_digit_is_that_digit() {
    sees("<p>Tel <img alt='3' src=a><img alt=' 8. ' src=b><img alt=4></p>", "Tel 3 8. 4");
    sees("<p><img alt='384'><img alt='foto 3'><img alt=''><img></p>", "");
}

#[test]
fn cells_without_their_table_are_cells() {
    sees("<td>384</td><td>1.234</td>", "384 1.234");
}

#[test]
fn sentences_in_linked_data_are_carried() {
    let block = r#"{"@type":"Offer","seller":{"description":"chiama 384 1234567"},"sku":"3841234567"}"#;
    carries(&format!("<script type='application/ld+json'>{block}</script>"), &["chiama 384 1234567"]);
}

#[test]
fn attributes_carry_numbers_plain_in_base64_and_in_handlers() {
    carries("<b data-phone='384 1234567'>x</b>", &["384 1234567"]);
    carries("<b data-x='Mzg0MTIzNDU2Nw=='>x</b>", &["3841234567"]);
    carries("<b data-tel='KzM5Mzg0MTIzNDU2Nw'>x</b>", &["+393841234567"]);
    carries("<b onclick=\"showPhone('3841234567')\">x</b>", &["3841234567"]);
    carries("<b onclick=\"location.href='tel:'+'3841234567'\">x</b>", &["3841234567"]);
    carries("<b onclick=\"call('384','123','4567')\">x</b>", &["3841234567"]);
    carries("<b onclick='reveal(this,\"KzM5Mzg0MTIzNDU2Nw==\")'>mostra telefono</b>", &["+393841234567"]);
    carries("<b onmousedown=\"show('3841234567')\">mostra</b>", &["3841234567"]);
    carries("<b onclick=\"open(atob('Mzg0MTIzNDU2Nw=='))\">x</b>", &["3841234567"]);
    carries("<meta property='og:phone_number' content='3841234567'>", &["3841234567"]);
    carries("<b itemprop=telephone content='3841234567'></b>", &["3841234567"]);
    carries(
        "<script type='application/ld+json'>{\"a\":[{\"telephone\":\"384 1234567\",\"sku\":\"3847654321\"}]}</script>",
        &["384 1234567"],
    );
}

#[test]
fn ids_and_hidden_elements_carry_no_number() {
    carries("<a href='/annuncio/3841234567'>x</a><img src='/f/3841234567.jpg'>", &[]);
    carries("<b data-id=3841234567 data-phone-id=3841234567 data-time=1763800000>x</b>", &[]);
    carries("<b onclick='open(3841234567)'>x</b>", &[]);
    carries("<script>ad={id:3,telefono:'3841234567'}</script>", &["3841234567"]);
    carries("<script>ad={id:3,telefono:'chiama 3841234567'}</script>", &[]);
    carries("<input type=hidden name=phone value='00393841234567'>", &["00393841234567"]);
    carries("<input type=hidden name=ad_id value='3841234567'>", &[]);
    carries("<b onclick=\"reveal(38841207,'3841234567')\">numero</b>", &["3841234567"]);
    carries("<b onclick=\"reveal('a-12','+393841234567')\">mostra</b>", &["+393841234567"]);
    carries("<b onclick=\"buy(38841207,'3841234567')\">compra</b>", &[]);
    carries("<b onclick=\"go('3841234567','3991234567')\">numero</b>", &[]);
    carries("<b onclick='open(3841234567)'>mostra</b>", &[]);
    carries("<a hidden href='tel:3841234567'>x</a>", &[]);
    carries("<a href='https://t.me/3841234567'>x</a>", &[]);
    carries("<a href='https://example.org/?phone=3841234567'>x</a>", &[]);
}

#[test]
fn broken_linked_data_is_mended_or_a_fault() {
    let of = |text: &str| Document::of_html(&format!("<script type='application/ld+json'>{text}</script>"));
    assert_eq!(of("{\"a\":1}").json_ld().len(), 1);
    assert_eq!(of("<!-- {\"a\":[1,2,],\n\"b\":\"x\ny\",} -->").json_ld().len(), 1);
    assert_eq!(of("{\"a\":1};").json_ld().len(), 1);
    let broken = of("{\"a\":");
    assert!(broken.json_ld().is_empty());
    assert!(broken.faults().iter().any(|fault| fault.contains("JSON-LD")));
}

#[test]
fn a_page_that_is_not_html_is_shown_as_it_stands() {
    let page = |media_type: &str| crate::domain::Page {
        url: crate::domain::PageUrl::parse("https://example.org/").unwrap(),
        status: 200,
        media_type: media_type.to_owned(),
        text: "a <b>1</b> &amp;\nc".to_owned(),
        etag: None,
        last_modified: None,
    };
    let seen = |media_type: &str| {
        let document = Document::of(&page(media_type));
        document.visible_text(document.root())
    };
    assert_eq!(seen("text/plain"), "a <b>1</b> &amp;\nc");
    assert_eq!(seen("text/html"), "a 1 & c");
}

#[test]
fn a_page_nested_without_end_is_parsed_in_good_time_and_keeps_its_text() {
    for (tags, count) in [("<div>", 40_000), ("<div><b><i>", 20_000), ("<p><font color=x>", 20_000)] {
        let document = Document::of_html(&format!("{}384", tags.repeat(count)));
        assert_eq!(document.visible_text(document.root()), "384");
        assert!(!document.faults().is_empty(), "{tags}");
    }
    let leaking: Vec<String> = (0..20_000).map(|colour| format!("<div><font color=c{colour}></div>")).collect();
    let leaking = leaking.concat();
    assert!(!Document::of_html(&leaking).faults().is_empty());
    let attributes: Vec<String> = (0..50_000).map(|name| format!(" a{name}=1")).collect();
    let attributes = attributes.concat();
    let document = Document::of_html(&format!("<p{attributes}>384</p>"));
    assert_eq!(document.visible_text(document.root()), "384");
    assert!(!document.faults().is_empty());
}

#[test]
fn an_ordinary_page_is_not_touched_by_the_bound() {
    let html = format!(
        "<!-- <div> -->{}<script>'<div>'</script>{}",
        "<p>a<li>b<td>c<br>".repeat(2_000),
        "<i>d</i>".repeat(2_000)
    );
    let mut faults = Vec::new();
    assert!(matches!(bound::bounded(&html, &mut faults), std::borrow::Cow::Borrowed(_)));
    assert!(faults.is_empty());
}

#[test]
fn what_is_marked_as_a_telephone_is_read_by_itself() {
    carries("<p><b itemprop=telephone>384 1234567</b><b itemprop=postalCode>41121</b></p>", &["384 1234567"]);
    carries("<b class='tel'>384<i style='display:none'>9</i> 1234567</b>", &["384 1234567"]);
    carries("<b class='tel'>chiuso</b><b class=hotel>384 1234567</b>", &[]);
    carries("<p><script>document.write('384' + '1234567')</script></p>", &["3841234567"]);
}
