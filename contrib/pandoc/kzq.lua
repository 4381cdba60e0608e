-- A pandoc filter that expands `[@quote:ID]` into the entry with that id, as `kzq show` prints it in Markdown: verbatim
-- words as a block quotation with their source, anybody else's account of them as a paragraph that says so.
--
--     pandoc --lua-filter kzq.lua article.md -o article.html
--
-- kzq reads your collections, or those that KZQ_DATA names. An id that it does not know stops pandoc. Let this filter come
-- before `--citeproc`.

local PREFIX = 'quote:'

-- The blocks of an entry. kzq gets its arguments as a list, so that no shell reads an id, and what it prints is read as
-- CommonMark without raw HTML, in which it has escaped everything.
local function entry(id)
  local done, text = pcall(pandoc.pipe, 'kzq', { 'show', '--format', 'markdown', '--', id }, '')
  if not done then
    error('[@' .. PREFIX .. id .. ']: kzq has no such entry, or could not be run; see above', 0)
  end
  return pandoc.read(text, 'commonmark-raw_html').blocks
end

-- Whether an inline element cites entries, and nothing else.
local function is_quotation(inline)
  if inline.t ~= 'Cite' then
    return false
  end
  for _, citation in ipairs(inline.citations) do
    if citation.id:sub(1, #PREFIX) ~= PREFIX then
      return false
    end
  end
  return true
end

local SPACES = { Space = true, SoftBreak = true, LineBreak = true }

-- Removes the spaces at both ends.
local function trimmed(inlines)
  while #inlines > 0 and SPACES[inlines[1].t] do
    table.remove(inlines, 1)
  end
  while #inlines > 0 and SPACES[inlines[#inlines].t] do
    table.remove(inlines)
  end
  return inlines
end

-- Splits a paragraph where entries are cited.
local function expand(paragraph)
  local blocks, rest, found = {}, {}, false
  local function finish()
    rest = trimmed(rest)
    if #rest > 0 then
      table.insert(blocks, paragraph.t == 'Plain' and pandoc.Plain(rest) or pandoc.Para(rest))
    end
    rest = {}
  end
  for _, inline in ipairs(paragraph.content) do
    if is_quotation(inline) then
      found = true
      finish()
      for _, citation in ipairs(inline.citations) do
        for _, block in ipairs(entry(citation.id:sub(#PREFIX + 1))) do
          table.insert(blocks, block)
        end
      end
    else
      table.insert(rest, inline)
    end
  end
  finish()
  return found and blocks or nil
end

-- What is left is in a heading, in emphasis, or beside other citations, where no block can be.
local function refuse(cite)
  for _, citation in ipairs(cite.citations) do
    if citation.id:sub(1, #PREFIX) == PREFIX then
      error('[@' .. citation.id .. ']: an entry can only be expanded in a paragraph, by itself', 0)
    end
  end
end

return { { Para = expand, Plain = expand }, { Cite = refuse } }
