/* SQL/PGQ (SQL:2023 part 16). Its words beyond PostgreSQL 15's are names elsewhere: only these places know them. */
<#macro graphWord word>LOOKAHEAD({ word(1, "${word}") }) <IDENTIFIER></#macro>
Command CreatePropertyGraphCommand(boolean replace) :
{
  final boolean ifNotExists; final SqlIdentifier name;
  final List<GraphElement> vertices = new ArrayList<GraphElement>(); final List<GraphElement> edges = new ArrayList<GraphElement>();
}
{
  ifNotExists = IfNotExists() name = QualifiedName()
  ( <@graphWord word="vertex"/> | <@graphWord word="node"/> ) <TABLES>
  <LPAREN> GraphElementTable(vertices, false) ( <COMMA> GraphElementTable(vertices, false) )* <RPAREN>
  [ ( <@graphWord word="edge"/> | <@graphWord word="relationship"/> ) <TABLES>
    <LPAREN> GraphElementTable(edges, true) ( <COMMA> GraphElementTable(edges, true) )* <RPAREN> ]
  { return new CreatePropertyGraph(replace, ifNotExists, name, vertices, edges); }
}

void GraphElementTable(List<GraphElement> list, boolean edge) :
{
  final SqlIdentifier table; SqlIdentifier alias = null; List<SqlIdentifier> key = null; GraphElement.End source = null, destination = null;
  final List<GraphElement.Label> labels;
}
{
  table = QualifiedName() [ <AS> alias = ColId() ] [ <KEY> key = ParenthesizedNames() ]
  [ LOOKAHEAD({ edge }) <@graphWord word="source"/> source = GraphEnd() <@graphWord word="destination"/> destination = GraphEnd() ]
  { if (edge && source == null) { throw unexpected(); } }
  labels = GraphLabels()
  { list.add(new GraphElement(table, alias, key, labels, source, destination)); }
}

GraphElement.End GraphEnd() : { List<SqlIdentifier> columns = null, references = null; final SqlIdentifier vertex; }
{
  ( LOOKAHEAD({ k(1) == KEY && k(2) == LPAREN }) <KEY> columns = ParenthesizedNames() <REFERENCES> vertex = ColId()
    [ references = ParenthesizedNames() ]
  | vertex = ColId() )
  { return new GraphElement.End(columns, vertex, references); }
}

List<GraphElement.Label> GraphLabels() : { final List<GraphElement.Label> list = new ArrayList<GraphElement.Label>(); SqlIdentifier name; }
{
  ( LOOKAHEAD({ k(1) == LABEL || k(1) == DEFAULT_ })
    ( <LABEL> name = ColId() GraphProperties(name, list) | <DEFAULT_> <LABEL> GraphProperties(null, list) ) )+
  { return list; }
|
  GraphProperties(null, list) { return list; }
}

void GraphProperties(SqlIdentifier label, List<GraphElement.Label> list) :
{
  List<GraphElement.Property> properties = null; List<SqlIdentifier> except = new ArrayList<SqlIdentifier>();
}
{
  [ LOOKAHEAD({ k(1) == NO && word(2, "properties") }) <NO> <IDENTIFIER> { properties = new ArrayList<GraphElement.Property>(); }
  | <@graphWord word="properties"/>
    ( [ <@graphWord word="are"/> ] <ALL> <COLUMNS> [ <EXCEPT> except = ParenthesizedNames() ]
    | <LPAREN> { properties = new ArrayList<GraphElement.Property>(); }
      GraphProperty(properties) ( <COMMA> GraphProperty(properties) )* <RPAREN> ) ]
  { list.add(new GraphElement.Label(label, properties, except)); }
}

void GraphProperty(List<GraphElement.Property> list) : { final Token start; final SqlNode e; final String text; SqlIdentifier name = null; }
{
  { start = getToken(1); } e = AExpr() { text = textFrom(start); } [ <AS> name = ColLabel() ]
  { list.add(new GraphElement.Property(e, text, name)); }
}

/* In FROM. */
SqlNode GraphTableExpression() :
{
  final Token t; final SqlIdentifier graph; final List<PathPattern> patterns = new ArrayList<PathPattern>(); PathPattern p;
  SqlNode where = null; GraphTable.Rows rows = null; final SqlNodeList columns;
}
{
  <IDENTIFIER> { t = token; } <LPAREN> { enter(); } graph = QualifiedName() <MATCH>
  p = GraphPath() { patterns.add(p); } ( <COMMA> p = GraphPath() { patterns.add(p); } )*
  [ <WHERE> where = AExpr() ]
  [ LOOKAHEAD({ word(1, "one") }) rows = GraphRows() ]
  <COLUMNS> <LPAREN> columns = TargetList() <RPAREN> <RPAREN>
  { leave(); return new GraphTable(graph, patterns, where, rows, columns, at(t)); }
}

/* Null for ONE ROW PER MATCH. */
GraphTable.Rows GraphRows() : { final Token t; final List<SqlIdentifier> names = new ArrayList<SqlIdentifier>(); SqlIdentifier n; }
{
  <IDENTIFIER> { t = token; } <ROW> <@graphWord word="per"/>
  ( <MATCH> { return null; }
  | <@graphWord word="vertex"/> <LPAREN> n = ColId() { names.add(n); } <RPAREN> { return new GraphTable.Rows(names, at(t)); }
  | <@graphWord word="step"/> <LPAREN> n = ColId() { names.add(n); } <COMMA> n = ColId() { names.add(n); }
    <COMMA> n = ColId() { names.add(n); } <RPAREN> { return new GraphTable.Rows(names, at(t)); } )
}

PathPattern GraphPath() :
{
  SqlIdentifier variable = null; PathPattern.Selector selector = PathPattern.Selector.ALL; PathPattern.Mode mode = PathPattern.Mode.WALK;
  long count = 1; final Token t; final List<PathPattern.Element> elements = new ArrayList<PathPattern.Element>(); PathPattern.Element e;
}
{
  [ LOOKAHEAD({ isColumnName(1) && k(2) == EQ }) variable = ColId() <EQ> ]
  { t = getToken(1); }
  [ <ALL> [ <@graphWord word="shortest"/> { selector = PathPattern.Selector.ALL_SHORTEST; } ]
  | <ANY> { selector = PathPattern.Selector.ANY; }
    [ <@graphWord word="shortest"/> { selector = PathPattern.Selector.ANY_SHORTEST; }
    | <@graphWord word="cheapest"/> { selector = PathPattern.Selector.ANY_CHEAPEST; }
    | <ICONST> { count = NodeFactory.integer((PgToken) token, false); } ]
  | <@graphWord word="shortest"/> <ICONST>
    { count = NodeFactory.integer((PgToken) token, false); selector = PathPattern.Selector.ANY_SHORTEST; }
    [ ( <GROUPS> | <GROUP> ) { selector = PathPattern.Selector.SHORTEST_GROUPS; } ] ]
  [ <@graphWord word="walk"/> | <@graphWord word="trail"/> { mode = PathPattern.Mode.TRAIL; }
  | <@graphWord word="acyclic"/> { mode = PathPattern.Mode.ACYCLIC; } | <SIMPLE> { mode = PathPattern.Mode.SIMPLE; } ]
  [ LOOKAHEAD({ word(1, "path") || word(1, "paths") }) <IDENTIFIER> ]
  GraphElements(elements, true)
  { return new PathPattern(variable, selector, count, mode, elements, at(t)); }
}

/* Vertices, edges and parts in turn. A part has a vertex at either end of its own, which is also that beside it. */
void GraphElements(List<PathPattern.Element> elements, boolean parts) : { Token t; PathPattern.Element e; }
{
  e = GraphPlace(parts) { GraphPatterns.add(elements, e, e.pos()); }
  ( LOOKAHEAD({ k(1) == LPAREN })
    { if (k(2) != LPAREN && !elements.get(elements.size() - 1).isEdge()) { throw unexpected(); } }
    e = GraphPlace(parts) { GraphPatterns.add(elements, e, e.pos()); }
  | LOOKAHEAD({ k(1) == MINUS || k(1) == LT || arrow(true) })
    { t = getToken(1); } e = GraphEdge() { GraphPatterns.add(elements, e, e.pos()); }
    { if (!parts && e.quantifier() != null) { throw NodeFactory.notSupported("quantifiers in path patterns in parentheses", (PgToken) t); } }
    e = GraphPlace(parts) { GraphPatterns.add(elements, e, e.pos()); } )*
  { GraphPatterns.add(elements, null, at(token)); }
}

PathPattern.Element GraphPlace(boolean parts) : { final PathPattern.Element e; }
{
  ( LOOKAHEAD({ k(1) == LPAREN && k(2) == LPAREN }) e = GraphPart(parts) | e = GraphVertex() ) { return e; }
}

PathPattern.Element GraphPart(boolean allowed) :
{
  final Token t; final List<PathPattern.Element> elements = new ArrayList<PathPattern.Element>(); SqlNode where = null; final PathPattern.Quantifier q;
}
{
  <LPAREN> { t = token; if (!allowed) { throw NodeFactory.notSupported("path patterns in parentheses in each other", (PgToken) t); } }
  GraphElements(elements, false) [ <WHERE> where = AExpr() ] <RPAREN> q = GraphQuantifier(false)
  { return GraphPatterns.part(elements, where, q, (PgToken) t); }
}

PathPattern.Element GraphVertex() : { final Token t; final PathPattern.Element e; }
{
  <LPAREN>
  { t = token;
    if (isColumnName(1) && (k(2) == LPAREN || k(2) == EQ && k(3) == LPAREN) || k(1) == ANY || k(1) == ALL) {
      throw NodeFactory.notSupported("names, selectors and modes of path patterns in parentheses", (PgToken) t); } }
  e = GraphFiller(t) <RPAREN> { return e; }
}

/* Variable, label, condition and cost of an element. */
PathPattern.Element GraphFiller(Token t) :
{ SqlIdentifier variable = null, n; final List<SqlIdentifier> labels = new ArrayList<SqlIdentifier>(); SqlNode where = null, cost = null; }
{
  [ LOOKAHEAD({ isColumnName(1) && !isCost() }) variable = ColId() ]
  [ ( <IS> | <COLON> ) n = ColId() { labels.add(n); } ( LOOKAHEAD({ op(1, "|") }) <OP> n = ColId() { labels.add(n); } )* ]
  { if (op(1, "&") || op(1, "!") || k(1) == PERCENT) { throw NodeFactory.notSupported("label expressions other than alternatives", (PgToken) getToken(1)); } }
  [ <WHERE> where = AExpr() ]
  [ <COST> cost = AExpr() ]
  { return new PathPattern.Element(variable, labels, where, cost, at(t)); }
}

/*
 * The scanner makes one sign of - > * but two of < - as PostgreSQL's does.
 */
PathPattern.Element GraphEdge() :
{ final Token t; PathPattern.Element e; boolean left = false, right = false; PathPattern.Quantifier q = null, more; String s; }
{
  { t = getToken(1); }
  (
    LOOKAHEAD({ k(1) == MINUS && k(2) == LBRACKET || k(1) == LT && k(2) == MINUS && k(3) == LBRACKET })
    [ <LT> { left = true; } ] <MINUS> <LBRACKET> e = GraphFiller(t) <RBRACKET>
    ( <MINUS> | LOOKAHEAD({ arrow(false) }) <OP> { s = value(token); right = s.startsWith("->"); q = GraphPatterns.suffix(s); } )
    { e = e.directed(left == right ? PathPattern.Direction.ANY : right ? PathPattern.Direction.RIGHT : PathPattern.Direction.LEFT); }
  |
    <LT> <MINUS> { e = GraphPatterns.abbreviated(PathPattern.Direction.LEFT, at(t)); }
  |
    <MINUS> { e = GraphPatterns.abbreviated(PathPattern.Direction.ANY, at(t)); }
  |
    LOOKAHEAD({ arrow(true) }) <OP>
    { s = value(token); q = GraphPatterns.suffix(s);
      e = GraphPatterns.abbreviated(s.startsWith("->") ? PathPattern.Direction.RIGHT
          : s.startsWith("<-") && !s.startsWith("<->") ? PathPattern.Direction.LEFT : PathPattern.Direction.ANY, at(t)); }
  )
  more = GraphQuantifier(q != null)
  { return e.withQuantifier(q != null ? q : more); }
}

PathPattern.Quantifier GraphQuantifier(boolean given) : { Token least = null, most = null; boolean range = false; }
{
  LOOKAHEAD({ !given && k(1) == STAR }) <STAR> { return new PathPattern.Quantifier(0, -1); }
| LOOKAHEAD({ !given && k(1) == PLUS }) <PLUS> { return new PathPattern.Quantifier(1, -1); }
| LOOKAHEAD({ !given && op(1, "?") }) <OP> { return new PathPattern.Quantifier(0, 1); }
| LOOKAHEAD({ !given && sign(1, "{") }) <OTHER>
  [ <ICONST> { least = token; } ] [ <COMMA> { range = true; } [ <ICONST> { most = token; } ] ]
  { if (least == null && most == null) { throw unexpected(); } }
  LOOKAHEAD({ sign(1, "}") }) <OTHER>
  { return GraphPatterns.quantifier((PgToken) least, (PgToken) (range ? most : least)); }
| { return null; }
}
