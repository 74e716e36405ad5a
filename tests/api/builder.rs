//! `/embed/builder` without scripts: the form is sent, the page answers with the code.

use crate::support::app::{PUBLIC_URL, TestApp};

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// What stands in a field of code.
fn code(html: &str, id: &str) -> String {
    let (_, rest) = html.split_once(&format!("id=\"{id}\"")).expect(id);
    let (_, rest) = rest.split_once('>').expect("the field");
    let text = rest.split("</textarea>").next().expect("its end");
    unescaped(text)
}

/// The address of the frame in a code.
fn framed(code: &str) -> String {
    let (_, rest) = code.split_once("src=\"").expect("an address");
    let address = unescaped(rest.split('"').next().expect("its end"));
    address
        .strip_prefix(PUBLIC_URL)
        .expect("of this service")
        .to_owned()
}

#[tokio::test]
async fn what_the_form_sends_comes_back_as_code() {
    let app = TestApp::new().await;
    // As a browser sends it: empty fields too, each box by itself.
    let sent = "district=A&layer=&category=library&category=club&when=&from=&to=&open=&access=toilet\
        &age=&language=&view=both&embed_lang=uk&title=%22A%22+%26+%3Cb%3E&theme=auto\
        &accent=%230b6b62&max=7&height=640&place_name=&zoom=14&map=14%2F52%2F21&lang=en";
    let page = app.get(&format!("/embed/builder?{sent}")).await.expect(200);
    let page = page.text();
    let embed = "/embed?category=club,library&district=A&access=toilet&map=14/52.00000/21.00000\
        &lang=uk&accent=0b6b62&title=%22A%22+%26+%3Cb%3E&max=7";
    for id in ["code-html", "code-wordpress", "code-drupal"] {
        let code = code(page, id);
        assert_eq!(framed(&code), embed, "{id}");
        assert!(code.contains(" height=\"640\""), "{code}");
        assert!(
            code.contains("title=\"&quot;A&quot; &amp; &lt;b&gt;\""),
            "{code}"
        );
    }
    app.get(embed).await.expect(200);
    let element = code(page, "code-component");
    for attribute in [
        " district=\"A\"",
        " category=\"club,library\"",
        " lang=\"uk\"",
        " heading=\"&quot;A&quot; &amp; &lt;b&gt;\"",
        " max=\"7\"",
    ] {
        assert!(element.contains(attribute), "{attribute} in {element}");
    }
    let list = code(page, "code-list");
    assert_eq!(list, format!("{PUBLIC_URL}{embed}&fragment=list"));
    // The preview shows what is copied.
    let preview = format!("src=\"{}\"", embed.replace('&', "&amp;"));
    assert!(page.contains(&preview), "{page}");
    // The link makes the same page again.
    let link = code(page, "code-link");
    let again = app.get(link.strip_prefix(PUBLIC_URL).expect("ours")).await;
    let again = again.expect(200);
    for id in ["code-html", "code-component", "code-list", "code-link"] {
        assert_eq!(code(again.text(), id), code(page, id), "{id}");
    }
}

#[tokio::test]
async fn what_means_nothing_is_said_and_left_out() {
    let app = TestApp::new().await;
    let sent = "view=maps&theme=blue&accent=red&max=500&height=5&map=x&embed_lang=fr\
        &place_name=Nibylandia&zoom=99&category=nothing&utm_source=x&lang=en";
    let page = app.get(&format!("/embed/builder?{sent}")).await.expect(200);
    assert_eq!(framed(&code(page.text(), "code-html")), "/embed");
    for said in [
        "view=maps",
        "theme=blue",
        "accent=red",
        "max=500",
        "height=5",
        "map=x",
        "embed_lang=fr",
        "zoom=99",
        "category=nothing",
        "Nibylandia",
    ] {
        assert!(page.text().contains(said), "{said}");
    }
    for id in ["code-html", "code-component", "code-list", "code-link"] {
        let code = code(page.text(), id);
        assert!(!code.contains("utm_source"), "{code}");
    }
}

#[tokio::test]
async fn every_page_leads_to_it_and_a_district_with_itself_chosen() {
    let app = TestApp::new().await;
    for uri in ["/", "/spaces/1", "/districts/A", "/accessibility"] {
        let page = app.get(uri).await.expect(200);
        assert!(page.text().contains("href=\"/embed/builder"), "{uri}");
    }
    let page = app.get("/districts/A?lang=uk").await.expect(200);
    let link = "href=\"/embed/builder?district=A&amp;lang=uk\"";
    assert!(page.text().contains(link));
    let builder = app.get("/embed/builder?district=A&lang=uk").await;
    assert!(
        builder
            .expect(200)
            .text()
            .contains("<option value=\"A\" selected")
    );
}
