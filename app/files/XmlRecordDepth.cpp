#include "app/files/XmlRecordDepth.h"
#include "app/files/XmlTokens.h"

#include <algorithm>
#include <vector>

namespace waybill {

namespace {

constexpr std::size_t kMostElements = 20'000;
constexpr qint64 kMostBytes = 4 * 1024 * 1024;

struct Element {
    std::vector<std::size_t> children;
    bool attributes = false;
    bool text = false;

    bool structured() const { return !children.empty() || (attributes && !text); }
};

template <class Unit>
void noteStart(std::vector<Element> &elements, std::vector<std::size_t> &open,
               const typename XmlTokens<Unit>::Token &token)
{
    const std::size_t index = elements.size();
    Element element;
    element.attributes = !token.attributes.empty();
    elements.push_back(element);
    if (!open.empty())
        elements[open.back()].children.push_back(index);
    if (!token.selfClosing)
        open.push_back(index);
}

// The beginning of the document as a tree; element 0 is the root. Ends where the document is malformed.
template <class Unit>
Result<std::vector<Element>> readBeginning(XmlTokens<Unit> &&tokens)
{
    using Kind = typename XmlTokens<Unit>::Kind;
    if (auto opened = tokens.open(); !opened)
        return fail(opened.error());
    std::vector<Element> elements;
    std::vector<std::size_t> open;
    while (elements.size() < kMostElements) {
        auto got = tokens.next();
        if (!got && got.error().kind != ErrorKind::BadInput)
            return fail(got.error());
        const auto &token = tokens.token();
        if (!got || token.kind == Kind::End || token.offset > kMostBytes)
            break;
        if (token.kind == Kind::StartTag) {
            noteStart<Unit>(elements, open, token);
        } else if (token.kind == Kind::EndTag) {
            if (open.empty())
                break;
            open.pop_back();
        } else if (!open.empty()) {
            const bool blank = std::all_of(token.text.begin(), token.text.end(), [](Unit c) {
                return c == Unit(' ') || c == Unit('\n') || c == Unit('\r') || c == Unit('\t');
            });
            elements[open.back()].text = elements[open.back()].text || !blank;
        }
    }
    return elements;
}

int recordDepth(const std::vector<Element> &elements)
{
    int depth = 1;
    if (elements.empty())
        return depth;
    for (const Element *parent = &elements[0]; parent->children.size() == 1; ++depth) {
        const Element *child = &elements[parent->children.front()];
        const bool wrapper =
            !child->children.empty() && std::all_of(child->children.begin(), child->children.end(),
                                                    [&](std::size_t index) { return elements[index].structured(); });
        if (!wrapper)
            break;
        parent = child;
    }
    return depth;
}

} // namespace

Result<int> findRecordDepth(const QString &path, EncodingFinding encoding)
{
    const bool wide = encoding.encoding == TextEncoding::Utf16Le || encoding.encoding == TextEncoding::Utf16Be;
    auto elements = wide ? readBeginning(XmlTokens<char16_t>(path, encoding))
                         : readBeginning(XmlTokens<char>(path, encoding));
    if (!elements)
        return fail(elements.error());
    return recordDepth(*elements);
}

Result<int> findRecordDepth(const ByteSource &source)
{
    auto elements = readBeginning(XmlTokens<char>(source));
    if (!elements)
        return fail(elements.error());
    return recordDepth(*elements);
}

} // namespace waybill
