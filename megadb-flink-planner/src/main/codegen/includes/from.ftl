/* from_list: a comma is a join of type COMMA. */
SqlNode FromList() : { SqlNode left, right; Token t; int steps = depth; }
{
  left = TableRef()
  ( <COMMA> { t = token; enter(); } right = TableRef() { left = QueryFactory.commaJoin(at(t), left, right); } )*
  { depth = steps; return left; }
}

SqlNode TableRef() : { SqlNode left; }
{ { enter(); } left = TablePrimary() left = Joins(left) { leave(); return left; } }

SqlNode Joins(SqlNode left) :
{
  Token t; SqlNode right; JoinType type; SqlNode on; List<SqlIdentifier> using; boolean natural; int steps = depth;
}
{
  (
    { natural = false; on = null; using = null; enter(); t = getToken(1); }
    ( <CROSS> <JOIN> right = TablePrimary() { left = QueryFactory.join(at(t), left, false, JoinType.CROSS, right, null, null); }
    | <NATURAL> type = JoinKind() right = TablePrimary()
      { left = QueryFactory.join(at(t), left, true, type, right, null, null); }
    | type = JoinKind() right = TableRef()
      ( <ON> on = AExpr() | <USING> using = ParenthesizedNames()
        [ <AS> { if (true) { throw NodeFactory.notSupported("an alias after JOIN USING", (PgToken) token); } } ] )
      { left = QueryFactory.join(at(t), left, false, type, right, on, using); } )
  )*
  { depth = steps; return left; }
}

JoinType JoinKind() : { JoinType type = JoinType.INNER; }
{
  [ <INNER> | <LEFT> { type = JoinType.LEFT; } [ <OUTER> ] | <RIGHT> { type = JoinType.RIGHT; } [ <OUTER> ]
  | <FULL> { type = JoinType.FULL; } [ <OUTER> ] ]
  <JOIN> { return type; }
}

SqlNode TablePrimary() : { SqlNode e; final Token t; Token first; boolean lateral = false; }
{
  { t = getToken(1); } [ <LATERAL> { lateral = true; } ] { first = getToken(1); }
  (
    LOOKAHEAD({ k(1) == LPAREN }) e = ParenthesizedTable() [ e = TableAlias(e) ]
    { return QueryFactory.subqueryInFrom((PgToken) first, e, lateral); }
  |
    LOOKAHEAD({ word(1, "graph_table") && k(2) == LPAREN }) e = GraphTableExpression() [ e = TableAlias(e) ]
  |
    LOOKAHEAD({ k(1) == ROWS && k(2) == FROM }) e = RowsFrom() e = FunctionAlias(e)
  |
    LOOKAHEAD({ k(0) == LATERAL || NodeFactory.isFunctionInFrom(k(1), k(2)) || isSpecialFunction() }) e = FunctionInFrom()
  |
    e = NamedTable()
  )
  { return lateral ? QueryFactory.lateral(at(t), e) : e; }
}

SqlNode FunctionInFrom() : { SqlNode e; }
{ e = WindowlessFunction() e = FunctionAlias(NodeFactory.apply(SqlStdOperatorTable.COLLECTION_TABLE, e.getParserPosition(), e)) { return e; } }

/* A function where no FILTER or OVER can follow. */
SqlNode WindowlessFunction() : { SqlNode e; Token t; final List<PgToken> parts = new ArrayList<PgToken>(); }
{
  LOOKAHEAD({ isSpecialFunction() }) e = SpecialFunction() { return e; }
|
  LOOKAHEAD({ NodeFactory.isSqlValue(k(1)) && k(2) != LPAREN || k(1) == CURRENT_TIMESTAMP || k(1) == CURRENT_TIME
      || k(1) == LOCALTIME || k(1) == LOCALTIMESTAMP || k(1) == CAST || k(1) == COLLATION && k(2) == FOR })
  ( e = SqlValue() | e = CastFunction() | e = CollationFor() ) { return e; }
|
  ( t = ColIdToken() { parts.add((PgToken) t); } | t = TypeFunctionWord() { parts.add((PgToken) t); } )
  ( <DOT> t = ColLabelToken() { parts.add((PgToken) t); } )*
  e = Arguments(NodeFactory.identifier(parts)) { return e; }
}

/* A relation, or a function whose name may have dots. */
SqlNode NamedTable() : { SqlNode e; final SqlIdentifier n; }
{
  <ONLY> ( n = QualifiedName() | <LPAREN> n = QualifiedName() <RPAREN> ) e = AfterRelation(n) { return e; }
|
  n = QualifiedName()
  (
    LOOKAHEAD({ k(1) == LPAREN })
    e = Arguments(n) e = FunctionAlias(NodeFactory.apply(SqlStdOperatorTable.COLLECTION_TABLE, e.getParserPosition(), e))
  |
    [ <STAR> ] e = AfterRelation(n)
  )
  { return e; }
}

SqlNode AfterRelation(SqlNode e) : {}
{
  [ e = TableAlias(e) ]
  [ e = TableSample(e) ]
  { return e; }
}

SqlNode TableSample(SqlNode e) : { final Token t; final SqlIdentifier method; final SqlNodeList arguments; SqlNode seed = null; }
{
  <TABLESAMPLE> { t = token; } method = QualifiedName() <LPAREN> arguments = ExprList() <RPAREN>
  [ <REPEATABLE> <LPAREN> seed = AExpr() <RPAREN> ]
  { return NodeFactory.apply(PgOperators.TABLESAMPLE, at(t), e, method, arguments, seed); }
}

SqlNode TableAlias(SqlNode e) : { final SqlIdentifier alias; List<SqlIdentifier> columns = null; }
{
  [ <AS> ] alias = ColId() [ LOOKAHEAD(1) columns = ParenthesizedNames() ]
  { return QueryFactory.tableAlias(e, alias, columns); }
}

SqlNode RowsFrom() : { final Token t; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{
  <ROWS> { t = token; } <FROM> <LPAREN> RowsFromItem(list) ( <COMMA> RowsFromItem(list) )* <RPAREN>
  { return NodeFactory.apply(PgOperators.ROWS_FROM, at(t), list); }
}

void RowsFromItem(List<SqlNode> list) : { SqlNode e; SqlNodeList columns = null; }
{
  e = WindowlessFunction() [ <AS> columns = ColumnDefinitions() ] { list.add(e); list.add(columns); }
}

/* [WITH ORDINALITY] [alias [(names or columns with types)]] of a function in FROM. */
SqlNode FunctionAlias(SqlNode e) : { SqlIdentifier alias; List<SqlIdentifier> columns = null; SqlNodeList definitions; }
{
  [ LOOKAHEAD({ k(1) == WITH && k(2) == ORDINALITY }) <WITH> <ORDINALITY>
    { e = NodeFactory.apply(PgOperators.WITH_ORDINALITY, e.getParserPosition(), e); } ]
  (
    LOOKAHEAD({ k(1) == AS && k(2) == LPAREN }) <AS> definitions = ColumnDefinitions()
    { return NodeFactory.apply(PgOperators.AS_COLUMNS, e.getParserPosition(), e, null, definitions); }
  |
    LOOKAHEAD({ k(1) == AS || isColumnName(1) }) [ <AS> ] alias = ColId()
    (
      LOOKAHEAD({ k(1) == LPAREN && k(3) != COMMA && k(3) != RPAREN }) definitions = ColumnDefinitions()
      { return NodeFactory.apply(PgOperators.AS_COLUMNS, alias.getParserPosition(), e, alias, definitions); }
    |
      [ LOOKAHEAD(1) columns = ParenthesizedNames() ] { return QueryFactory.tableAlias(e, alias, columns); }
    )
  |
    { return e; }
  )
}

SqlNodeList ColumnDefinitions() : { final List<SqlNode> list = new ArrayList<SqlNode>(); }
{
  <LPAREN> ColumnNameAndType(list) ( <COMMA> ColumnNameAndType(list) )* <RPAREN> { return NodeFactory.list(list); }
}

void ColumnNameAndType(List<SqlNode> list) : { final SqlIdentifier n; final SqlDataTypeSpec type; final SqlIdentifier c; }
{ n = ColId() type = TypeName() [ <COLLATE> c = QualifiedName() ] { list.add(n); list.add(type); } }

/* A query, or tables joined, between parentheses: the first parenthesis inside may belong to either. */
SqlNode ParenthesizedTable() : { SqlNode e; Token t; }
{
  <LPAREN> { enter(); }
  (
    LOOKAHEAD({ isQueryStart(1) }) e = Query()
  |
    LOOKAHEAD({ k(1) == LPAREN }) { t = getToken(1); } e = ParenthesizedTable()
    (
      LOOKAHEAD({ isQueryContinued(e) }) e = QueryTail(e)
    |
      LOOKAHEAD({ k(1) == RPAREN }) { }
    |
      [ e = TableAlias(e) ]
      { e = QueryFactory.subqueryInFrom((PgToken) t, e, false); }
      e = Joins(e)
    )
  |
    e = TableRef() { if (!QueryFactory.isJoin(e)) { throw unexpected(); } }
  )
  <RPAREN> { leave(); return e; }
}
