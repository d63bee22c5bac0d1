# Sums one .trx file. First line: passed, failed, skipped. Then one line for each failed and each skipped test, with its message or reason.
function attribute(text, name,    start, rest) {
  start = index(text, " " name "=\"")
  if (!start) return ""
  rest = substr(text, start + length(name) + 3)
  return plain(substr(rest, 1, index(rest, "\"") - 1))
}

function plain(text) {
  gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "'", text)
  gsub(/&#x[Dd];/, "", text); gsub(/&#x[Aa];/, " ", text); gsub(/&amp;/, "\\&", text)
  return text
}

function element(text, name,    start, rest) {
  start = index(text, "<" name ">")
  if (!start) return ""
  rest = substr(text, start + length(name) + 2)
  start = index(rest, "</" name ">")
  return plain(start ? substr(rest, 1, start - 1) : rest)
}

function finish(    why, word) {
  if (test == "") return
  why = element(body, "Message")
  if (why == "") why = element(body, "StdOut")
  gsub(/[ \t\r\n]+/, " ", why)
  sub(/^ /, "", why)
  word = outcome == "Failed" ? "FAILED " : "skipped "
  lines = lines word test (why == "" ? "" : ": " why) "\n"
  test = ""
}

/<UnitTestResult / {
  finish()
  outcome = attribute($0, "outcome")
  if (outcome == "Passed") passed++
  else {
    if (outcome == "NotExecuted") skipped++; else { failed++; outcome = "Failed" }
    test = attribute($0, "testName")
    body = ""
  }
}

/<\/Results>/ { finish() }

test != "" { body = body $0 "\n" }

END {
  finish()
  printf "%d %d %d\n%s", passed, failed, skipped, lines
}
