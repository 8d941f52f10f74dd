/* Any query, with its WITH. */
SqlNode Query() : { SqlNodeList with = null; SqlNode q; final Token first; }
{
  { enter(); first = getToken(1); }
  [ with = WithClause() ] q = QueryBody()
  { leave(); return with == null ? q : new SqlWith(at(first), with, q); }
}

SqlNode QueryBody() : { SqlNode q; }
{ q = SetOperand() q = QueryTail(q) { return q; } }

SqlNode QueryTail(SqlNode q) : {}
{ q = UnionTail(q) q = OrderLimit(q) { return q; } }

SqlNode UnionTail(SqlNode left) : { SqlNode right; boolean all; Token op; int steps = depth; }
{
  left = IntersectTail(left)
  (
    ( <UNION> | <EXCEPT> ) { op = token; enter(); } all = SetQuantifier() right = SetOperand() right = IntersectTail(right)
    { left = QueryFactory.setOperation((PgToken) op, all, left, right); }
  )*
  { depth = steps; return left; }
}

SqlNode IntersectTail(SqlNode left) : { SqlNode right; boolean all; Token op; int steps = depth; }
{
  (
    <INTERSECT> { op = token; enter(); } all = SetQuantifier() right = SetOperand()
    { left = QueryFactory.setOperation((PgToken) op, all, left, right); }
  )*
  { depth = steps; return left; }
}

boolean SetQuantifier() : {}
{ <ALL> { return true; } | [ <DISTINCT> ] { return false; } }

SqlNode SetOperand() : { final SqlNode q; final Token t; final SqlIdentifier n; }
{
  ( q = Select() | q = Values() | q = ParenthesizedQuery()
  | <TABLE> { t = token; } n = RelationExpr() { q = QueryFactory.selectAll(n, at(t)); } )
  { return q; }
}

SqlNode ParenthesizedQuery() : { final SqlNode q; }
{ <LPAREN> q = Query() <RPAREN> { return q; } }

SqlNode Values() : { final Token t; SqlNode row; final List<SqlNode> rows = new ArrayList<SqlNode>(); }
{
  <VALUES> { t = token; } row = ValuesRow() { rows.add(row); } ( <COMMA> row = ValuesRow() { rows.add(row); } )*
  { return NodeFactory.apply(SqlStdOperatorTable.VALUES, at(t), rows); }
}

SqlNode ValuesRow() : { final Token t; SqlNode e; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{
  <LPAREN> { t = token; } e = ExprOrDefault() { list.add(e); } ( <COMMA> e = ExprOrDefault() { list.add(e); } )* <RPAREN>
  { return NodeFactory.apply(SqlStdOperatorTable.ROW, at(t), list); }
}

SqlNode ExprOrDefault() : { final SqlNode e; }
{ LOOKAHEAD({ k(1) == DEFAULT_ }) <DEFAULT_> { return NodeFactory.apply(SqlStdOperatorTable.DEFAULT, at(token)); } | e = AExpr() { return e; } }

SqlNode Select() :
{
  final Token t;
  SqlNodeList keywords = null, distinctOn = null, list = SqlNodeList.EMPTY, groupBy = null, windows = null;
  SqlNode from = null, where = null, having = null;
  SqlIdentifier into = null;
  boolean groupDistinct = false;
}
{
  <SELECT> { t = token; enter(); }
  (
    <DISTINCT> { keywords = QueryFactory.distinct(at(token)); }
    [ <ON> <LPAREN> { keywords = null; } distinctOn = ExprList() <RPAREN> ]
    list = TargetList()
  |
    [ <ALL> ] [ list = TargetList() ]
  )
  [ <INTO> into = IntoTable() ]
  [ <FROM> from = FromList() ]
  [ <WHERE> where = AExpr() ]
  [ <GROUP> <BY> [ <ALL> | <DISTINCT> { groupDistinct = true; } ] groupBy = GroupByList() ]
  [ <HAVING> having = AExpr() ]
  [ <WINDOW> windows = WindowDefinitions() ]
  {
    leave();
    return new PgSelect(at(t), keywords, distinctOn, list, into, from, where, groupBy, groupDistinct, having, windows);
  }
}

SqlIdentifier IntoTable() : { final SqlIdentifier n; }
{
  [ LOOKAHEAD({ k(2) != DOT && isColumnName(2) || k(2) == TABLE }) ( <TEMPORARY> | <TEMP> | <UNLOGGED> ) ] [ <TABLE> ]
  n = QualifiedName() { return n; }
}

SqlNodeList TargetList() : { SqlNode e; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{
  e = Target() { list.add(e); } ( <COMMA> e = Target() { list.add(e); } )* { return NodeFactory.list(list); }
}

SqlNode Target() : { SqlNode e; Token alias; }
{
  <STAR> { return SqlIdentifier.star(at(token)); }
|
  e = Expr(1, TARGET)
  [
    <AS> alias = ColLabelToken() { e = QueryFactory.as(e, (PgToken) alias); }
  |
    LOOKAHEAD({ infixLevel(TARGET) == 0 && isBareLabel() }) alias = BareLabelWord() { e = QueryFactory.as(e, (PgToken) alias); }
  ]
  { return e; }
}

SqlNodeList GroupByList() : { SqlNode e; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{
  e = GroupByItem() { list.add(e); } ( <COMMA> e = GroupByItem() { list.add(e); } )* { return NodeFactory.list(list); }
}

SqlNode GroupByItem() : { final Token t; final SqlNodeList list; final SqlNode e; }
{
  LOOKAHEAD({ k(1) == LPAREN && k(2) == RPAREN }) <LPAREN> <RPAREN> { return SqlNodeList.EMPTY; }
| LOOKAHEAD({ k(1) == GROUPING && k(2) == SETS }) <GROUPING> { t = token; } <SETS> <LPAREN> list = GroupByList() <RPAREN>
  { return NodeFactory.apply(SqlStdOperatorTable.GROUPING_SETS, at(t), list.getList()); }
| LOOKAHEAD({ k(1) == ROLLUP && k(2) == LPAREN }) <ROLLUP> { t = token; } <LPAREN> list = ExprList() <RPAREN>
  { return NodeFactory.apply(SqlStdOperatorTable.ROLLUP, at(t), list.getList()); }
| LOOKAHEAD({ k(1) == CUBE && k(2) == LPAREN }) <CUBE> { t = token; } <LPAREN> list = ExprList() <RPAREN>
  { return NodeFactory.apply(SqlStdOperatorTable.CUBE, at(t), list.getList()); }
| e = AExpr() { return e; }
}

SqlNodeList SortList() : { SqlNode e; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{
  <ORDER> <BY> e = SortItem() { list.add(e); } ( <COMMA> e = SortItem() { list.add(e); } )*
  { return NodeFactory.list(list); }
}

SqlNode SortItem() : { SqlNode e; final SqlOperator op; Boolean first; }
{
  e = AExpr()
  [ <USING> op = AnyOperator() { e = NodeFactory.apply(new OrderUsing(op), at(token), e); }
  | <ASC> | <DESC> { e = NodeFactory.apply(SqlStdOperatorTable.DESC, at(token), e); } ]
  first = NullsOrder()
  { return first == null ? e
      : NodeFactory.apply((first ? SqlStdOperatorTable.NULLS_FIRST : SqlStdOperatorTable.NULLS_LAST), at(token), e); }
}

Boolean NullsOrder() : { Boolean first = null; }
{
  [ LOOKAHEAD({ k(1) == NULLS && (k(2) == FIRST || k(2) == LAST) })
    <NULLS> ( <FIRST> { first = true; } | <LAST> { first = false; } ) ]
  { return first; }
}

SqlNode OrderLimit(SqlNode q) :
{
  final Token t;
  SqlNodeList order = null;
  SqlNode limit = null, offset = null;
  boolean limited = false, ties = false;
  final List<Locking> locking = new ArrayList<Locking>();
  Locking lock;
  Token limitToken = null;
}
{
  { t = getToken(1); }
  [ order = SortList() ]
  (
    lock = ForLocking()
    { if (lock != null) { locking.add(lock); } }
  |
    { if (limited) { throw unexpected(); } } <LIMIT> { limitToken = token; limited = true; } ( <ALL> | limit = AExpr() )
    [ <COMMA> { throw QueryFactory.limitWithComma((PgToken) limitToken); } ]
  |
    { if (offset != null) { throw unexpected(); } } <OFFSET> offset = AExpr() [ <ROW> | <ROWS> ]
  |
    { if (limited) { throw unexpected(); } } <FETCH> { limited = true; } ( <FIRST> | <NEXT> )
    ( LOOKAHEAD({ k(1) == ROW || k(1) == ROWS }) { limit = NodeFactory.one(at(token)); }
    | ( LOOKAHEAD({ k(1) == PLUS || k(1) == MINUS }) limit = NumericOnly() | limit = Primary() ) )
    ( <ROW> | <ROWS> ) ( <ONLY> | <WITH> <TIES> { ties = true; } )
  )*
  {
    if (order == null && !limited && offset == null && locking.isEmpty()) { return q; }
    return QueryFactory.orderBy(at(t), q, order, offset, limit, limited, ties, locking);
  }
}

Locking ForLocking() :
{
  final Token t;
  Locking.Strength strength;
  Locking.Wait wait = Locking.Wait.BLOCK;
  List<SqlIdentifier> tables = new ArrayList<SqlIdentifier>();
}
{
  <FOR> { t = token; }
  (
    <READ> <ONLY> { return null; }
  |
    ( <UPDATE> { strength = Locking.Strength.UPDATE; }
    | <NO> <KEY> <UPDATE> { strength = Locking.Strength.NO_KEY_UPDATE; }
    | <SHARE> { strength = Locking.Strength.SHARE; }
    | <KEY> <SHARE> { strength = Locking.Strength.KEY_SHARE; } )
    [ <OF> tables = QualifiedNames() ]
    [ <NOWAIT> { wait = Locking.Wait.NO_WAIT; } | <SKIP_> <LOCKED> { wait = Locking.Wait.SKIP_LOCKED; } ]
    { return new Locking(strength, tables, wait, at(t)); }
  )
}

SqlNodeList WithClause() :
{ boolean recursive = false; SqlNode item; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{
  <WITH> [ LOOKAHEAD({ k(1) == RECURSIVE && k(2) != AS && k(2) != LPAREN }) <RECURSIVE> { recursive = true; } ]
  item = WithItem(recursive) { list.add(item); } ( <COMMA> item = WithItem(recursive) { list.add(item); } )*
  { return NodeFactory.list(list); }
}

SqlNode WithItem(boolean recursive) :
{ final SqlIdentifier name; List<SqlIdentifier> columns = null; Boolean materialized = null; final SqlNode q; }
{
  name = ColId() [ columns = ParenthesizedNames() ]
  [ <USING> { if (true) { throw NodeFactory.notSupported("USING KEY", (PgToken) token); } } ]
  <AS>
  [ <MATERIALIZED> { materialized = true; } | <NOT> <MATERIALIZED> { materialized = false; } ]
  <LPAREN> q = PreparableStatement() <RPAREN>
  [ ( <SEARCH> | <CYCLE> ) { if (true) { throw NodeFactory.notSupported("SEARCH and CYCLE", (PgToken) token); } } ]
  { return new PgWithItem(name.getParserPosition(), name, NodeFactory.names(columns), q, recursive, materialized); }
}

SqlNodeList WindowDefinitions() : { SqlNode w; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{
  w = WindowDefinition() { list.add(w); } ( <COMMA> w = WindowDefinition() { list.add(w); } )*
  { return NodeFactory.list(list); }
}

SqlNode WindowDefinition() : { final SqlIdentifier name; final WindowNode w; }
{ name = ColId() <AS> w = WindowSpecification() { return w.named(name); } }

WindowNode WindowSpecification() :
{
  final Token t;
  SqlIdentifier reference = null;
  SqlNodeList partition = SqlNodeList.EMPTY, order = SqlNodeList.EMPTY;
  WindowNode.Frame frame = null;
}
{
  <LPAREN> { t = token; }
  [ LOOKAHEAD({ isColumnName(1) && k(1) != PARTITION && k(1) != RANGE && k(1) != ROWS && k(1) != GROUPS })
    reference = ColId() ]
  [ <PARTITION> <BY> partition = ExprList() ]
  [ order = SortList() ]
  [ frame = Frame() ]
  <RPAREN>
  { return new WindowNode(at(t), null, reference, partition, order, frame); }
}

WindowNode.Frame Frame() :
{
  final Token t;
  final WindowNode.Unit unit;
  final WindowNode.Bound start;
  WindowNode.Bound end = null;
  WindowNode.Exclusion exclusion = WindowNode.Exclusion.NO_OTHERS;
}
{
  ( <RANGE> { unit = WindowNode.Unit.RANGE; } | <ROWS> { unit = WindowNode.Unit.ROWS; }
  | <GROUPS> { unit = WindowNode.Unit.GROUPS; } ) { t = token; }
  ( LOOKAHEAD({ k(1) == BETWEEN }) <BETWEEN> start = FrameBound() <AND> end = FrameBound() | start = FrameBound() )
  [ <EXCLUDE>
    ( <CURRENT> <ROW> { exclusion = WindowNode.Exclusion.CURRENT_ROW; }
    | <GROUP> { exclusion = WindowNode.Exclusion.GROUP; }
    | <TIES> { exclusion = WindowNode.Exclusion.TIES; }
    | <NO> <OTHERS> ) ]
  { return QueryFactory.frame(unit, start, end, exclusion, at(t)); }
}

WindowNode.Bound FrameBound() : { final Token t; SqlNode value = null; boolean preceding = false; }
{
  LOOKAHEAD({ k(1) == UNBOUNDED && (k(2) == PRECEDING || k(2) == FOLLOWING) })
  <UNBOUNDED> { t = token; } ( <PRECEDING> { preceding = true; } | <FOLLOWING> )
  { return new WindowNode.Bound(preceding ? WindowNode.BoundKind.UNBOUNDED_PRECEDING
      : WindowNode.BoundKind.UNBOUNDED_FOLLOWING, null, at(t)); }
|
  LOOKAHEAD({ k(1) == CURRENT && k(2) == ROW })
  <CURRENT> { t = token; } <ROW> { return new WindowNode.Bound(WindowNode.BoundKind.CURRENT_ROW, null, at(t)); }
|
  { t = getToken(1); } value = AExpr() ( <PRECEDING> { preceding = true; } | <FOLLOWING> )
  { return new WindowNode.Bound(preceding ? WindowNode.BoundKind.PRECEDING : WindowNode.BoundKind.FOLLOWING,
      value, at(t)); }
}
