//! The entries of a list: blocks that each lead to one page, all addresses of one shape.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::selector::{kind_of_data, named, shared, simple};
use super::{found, text_of};
use crate::domain::PageUrl;
use crate::parse::{Document, ElementId, Node};
use crate::source::{PAGE_FIELDS, Scope};

/// Fewer entries than these are no list.
const LEAST: usize = 3;
/// More links than these are not looked at.
const MOST: usize = 3_000;
/// What an entry says counts up to here: a long one is not worth more.
const ENOUGH: usize = 300;
/// Parts of a page whose links are not its entries.
const FRAME: &[&str] = &["nav", "header", "footer", "aside", "form"];

/// How the entries of a list may be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListProposal {
    /// `item`
    pub item: String,
    /// `link`; `None`: the entry's first link is it.
    pub link: Option<String>,
    /// Where the entries lead.
    pub links: Vec<PageUrl>,
}

/// One link to a page of the site.
#[derive(Clone)]
struct Anchor<'d> {
    node: Node<'d>,
    url: PageUrl,
}

/// How the entries of that page may be found, if it has any.
#[must_use]
pub fn propose_list(document: &Document, url: &PageUrl, scope: &Scope) -> Option<ListProposal> {
    let anchors = anchors(document, url, scope);
    let mut groups: BTreeMap<String, Vec<Anchor<'_>>> = BTreeMap::new();
    for anchor in &anchors {
        let shape = shape(&anchor.url);
        // Titles with a number in them and titles without are of one list: both readings are tried.
        let wide = shape.replace("*#", "*");
        if wide != shape || shape.contains('*') {
            groups.entry(format!("wide {wide}")).or_default().push(anchor.clone());
        }
        groups.entry(shape).or_default().push(anchor.clone());
    }
    let mut best: Option<(usize, ListProposal)> = None;
    for (shape, group) in &groups {
        let Some((worth, proposal)) = entries(document, shape, group, &anchors) else { continue };
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, proposal));
        }
    }
    best.map(|(_, proposal)| proposal)
}

fn anchors<'d>(document: &'d Document, url: &PageUrl, scope: &Scope) -> Vec<Anchor<'d>> {
    let base = PAGE_FIELDS.base.values(document.root(), &|_| String::new());
    let base = base.first().and_then(|base| url.join(base).ok()).unwrap_or_else(|| url.clone());
    let framed = |node: Node<'_>| {
        node.ancestors().filter_map(Node::wrap).any(|above| {
            // An entry may well have a head of its own: only the page's frame counts.
            FRAME.contains(&above.value().name())
                && above
                    .ancestors()
                    .filter_map(Node::wrap)
                    .all(|outer| !matches!(outer.value().name(), "article" | "li" | "main"))
        })
    };
    let mut found = Vec::new();
    for node in document.root().descendent_elements().filter(|node| node.value().name() == "a").take(MOST) {
        let Some(written) = node.attr("href").filter(|written| !written.is_empty() && !written.starts_with('#')) else {
            continue;
        };
        let Some(there) = base.join(written).ok().filter(|there| scope.holds(there) && there != url) else { continue };
        if !document.is_hidden(node) && !framed(node) {
            found.push(Anchor { node, url: there });
        }
    }
    found
}

/// What an address is like: numbers and names left out, but for the first part of its path.
fn shape(url: &PageUrl) -> String {
    let url = url.as_url();
    let mut shape = String::new();
    for (index, part) in url.path().split('/').enumerate() {
        let has_digit = part.contains(|letter: char| letter.is_ascii_digit());
        let written = match (part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty(), has_digit) {
            (true, _) => "#",
            (false, true) => "*#",
            (false, false) if index <= 1 || part.is_empty() => part,
            (false, false) => "*",
        };
        shape.push('/');
        shape.push_str(written);
    }
    let names: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    format!("{shape}?{}", names.join("&"))
}

/// The entries that links of one shape make, and what they are worth.
fn entries<'d>(
    document: &'d Document,
    shape: &str,
    group: &[Anchor<'d>],
    all: &[Anchor<'d>],
) -> Option<(usize, ListProposal)> {
    let distinct: HashSet<&PageUrl> = group.iter().map(|anchor| &anchor.url).collect();
    if distinct.len() < LEAST {
        return None;
    }
    let urls: HashMap<_, &PageUrl> = group.iter().map(|anchor| (id(anchor.node), &anchor.url)).collect();
    // Of links to one page the first stands for it.
    let mut seen = HashSet::new();
    let firsts: Vec<&Anchor<'d>> = group.iter().filter(|anchor| seen.insert(&anchor.url)).collect();
    let blocks: Vec<Node<'d>> = firsts.iter().map(|anchor| block(anchor, &urls)).collect();
    let blocks = alike(&firsts, blocks);
    if blocks.len() < LEAST {
        return None;
    }
    let item = item(document, &blocks, &urls)?;
    let said: usize = blocks.iter().map(|block| text_of(document, *block).min(ENOUGH)).sum();
    let numbered = distinct.iter().filter(|url| url.as_str().contains(|letter: char| letter.is_ascii_digit())).count();
    let is_numbered = shape.contains('#') || shape.contains("?id") || numbered * 5 > distinct.len() * 4;
    let worth = said * if is_numbered { 3 } else { 1 };
    let link = link(&blocks, &urls, all);
    let links = blocks.iter().filter_map(|block| inside(*block, &urls)).cloned().collect();
    Some((worth, ListProposal { item, link, links }))
}

/// The first address of the group inside an element, or its own.
fn inside<'u>(block: Node<'_>, urls: &HashMap<ElementId, &'u PageUrl>) -> Option<&'u PageUrl> {
    block.descendent_elements().find_map(|node| urls.get(&id(node)).copied())
}

/// The largest element around a link that holds no link to another page of the group.
fn block<'d>(anchor: &Anchor<'d>, urls: &HashMap<ElementId, &PageUrl>) -> Node<'d> {
    let mut block = anchor.node;
    for above in anchor.node.ancestors().filter_map(Node::wrap) {
        let others = above.descendent_elements().filter_map(|node| urls.get(&id(node)).copied());
        if matches!(above.value().name(), "body" | "html" | "main") || others.into_iter().any(|url| *url != anchor.url)
        {
            break;
        }
        block = above;
    }
    block
}

/// The blocks as most of them are: where one entry stands alone in a larger element, the part of it that is like the
/// others'.
fn alike<'d>(anchors: &[&Anchor<'d>], blocks: Vec<Node<'d>>) -> Vec<Node<'d>> {
    let like = |node: Node<'_>| simple(node).unwrap_or_else(|| node.value().name().to_owned());
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for block in &blocks {
        *counted.entry(like(*block)).or_default() += 1;
    }
    let Some((usual, _)) = counted.into_iter().max_by_key(|(_, count)| *count) else { return blocks };
    let usual_of = |(anchor, block): (&&Anchor<'d>, Node<'d>)| {
        if like(block) == usual {
            return Some(block);
        }
        std::iter::once(anchor.node)
            .chain(anchor.node.ancestors().filter_map(Node::wrap))
            .find(|node| like(*node) == usual)
    };
    let mut seen = HashSet::new();
    let mut found: Vec<Node<'d>> = anchors.iter().zip(blocks).filter_map(usual_of).collect();
    found.retain(|node| seen.insert(id(*node)));
    found
}

/// The selector that finds these blocks and no others that lead anywhere.
fn item(document: &Document, blocks: &[Node<'_>], urls: &HashMap<ElementId, &PageUrl>) -> Option<String> {
    let first = *blocks.first()?;
    let name = first.value().name();
    let wanted: HashSet<ElementId> = blocks.iter().map(|block| id(*block)).collect();
    let own = shared(blocks).or_else(|| kind_of_data(blocks));
    let around =
        first.ancestors().filter_map(Node::wrap).filter(|above| !matches!(above.value().name(), "body" | "html"));
    let own_name = own.clone().unwrap_or_else(|| name.to_owned());
    let inside =
        around.filter_map(named).flat_map(|outer| [format!("{outer} > {own_name}"), format!("{outer} {own_name}")]);
    let plain = [format!("main {own_name}"), own_name.clone()];
    own.clone().into_iter().chain(inside).chain(plain).find(|written| {
        let hits = found(document, written);
        let is_whole = wanted.iter().all(|wanted| hits.iter().any(|hit| id(*hit) == *wanted));
        // A head of a table, or a notice between entries, has no link to follow and does no harm.
        let others = hits.iter().filter(|hit| !wanted.contains(&id(**hit)));
        is_whole && others.into_iter().all(|other| self::inside(*other, urls).is_none() && !has_link(*other))
    })
}

/// What tells elements of one page apart.
fn id(node: Node<'_>) -> ElementId {
    ElementId::of_node(node)
}

fn has_link(node: Node<'_>) -> bool {
    node.descendent_elements().any(|below| below.attr("href").is_some())
}

/// Where the address stands in an entry, if it is not its first link.
fn link(blocks: &[Node<'_>], urls: &HashMap<ElementId, &PageUrl>, all: &[Anchor<'_>]) -> Option<String> {
    let inside_site: HashSet<ElementId> = all.iter().map(|anchor| id(anchor.node)).collect();
    let is_first = blocks.iter().all(|block| {
        let first = block.descendent_elements().find(|node| inside_site.contains(&id(*node)));
        first.is_none_or(|first| urls.contains_key(&id(first)))
    });
    if is_first {
        return None;
    }
    let anchors: Vec<Node<'_>> = blocks
        .iter()
        .filter_map(|block| block.descendent_elements().find(|node| urls.contains_key(&id(*node))))
        .collect();
    let parents: Vec<Node<'_>> = anchors.iter().filter_map(|node| node.parent().and_then(Node::wrap)).collect();
    let own = shared(&anchors).map(|own| format!("{own} @href"));
    own.or_else(|| shared(&parents).map(|outer| format!("{outer} > a @href"))).or_else(|| {
        let name = parents.first()?.value().name();
        parents.iter().all(|parent| parent.value().name() == name).then(|| format!("{name} > a @href"))
    })
}
