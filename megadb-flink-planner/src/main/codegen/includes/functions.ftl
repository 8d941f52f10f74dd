/* (arguments) of a function. */
SqlNode Arguments(SqlIdentifier name) :
{
  final List<SqlNode> arguments = new ArrayList<SqlNode>();
  final List<SqlIdentifier> names = new ArrayList<SqlIdentifier>();
  boolean star = false, distinct = false, variadic = false;
  SqlNodeList order = SqlNodeList.EMPTY;
}
{
  <LPAREN>
  (
    <STAR> { star = true; }
  |
    [
      [ <ALL> | <DISTINCT> { distinct = true; } ]
      [ <VARIADIC> { variadic = true; } ] Argument(arguments, names)
      ( LOOKAHEAD({ k(1) == COMMA && !variadic }) <COMMA> [ <VARIADIC> { variadic = true; } ] Argument(arguments, names) )*
      [ order = SortList() ]
    ]
  )
  <RPAREN>
  { return NodeFactory.function(name, arguments, names, star, distinct, variadic, order); }
}

void Argument(List<SqlNode> arguments, List<SqlIdentifier> names) : { Token name = null; final SqlNode e; }
{
  [ LOOKAHEAD({ isNamedArgument() }) name = TypeFunctionNameToken() ( <COLON_EQUALS> | <EQUALS_GREATER> ) ]
  e = AExpr()
  { arguments.add(e); names.add(name == null ? null : NodeFactory.identifier((PgToken) name)); }
}

/* WITHIN GROUP, FILTER and OVER. */
SqlNode AfterFunction(SqlNode e) : { SqlNodeList within = SqlNodeList.EMPTY; SqlNode filter = null, over = null; }
{
  [ LOOKAHEAD({ k(1) == WITHIN }) <WITHIN> <GROUP> <LPAREN> within = SortList() <RPAREN> ]
  [ LOOKAHEAD({ k(1) == FILTER }) <FILTER> <LPAREN> <WHERE> filter = AExpr() <RPAREN> ]
  [ LOOKAHEAD({ k(1) == OVER }) <OVER> ( over = WindowSpecification() | over = ColId() ) ]
  { return NodeFactory.followed(e, within, filter, over, (PgToken) token); }
}

SqlNode CastFunction() : { final Token t; final SqlNode e; final SqlDataTypeSpec type; }
{
  <CAST> { t = token; } <LPAREN> e = AExpr() <AS> type = TypeName() <RPAREN>
  { return NodeFactory.apply(SqlStdOperatorTable.CAST, at(t), e, type); }
}

SqlNode CollationFor() : { final Token t; final SqlNode e; }
{
  <COLLATION> { t = token; } <FOR> <LPAREN> e = AExpr() <RPAREN> { return NodeFactory.call("pg_collation_for", at(t), e); }
}

/* CURRENT_DATE and the like. */
SqlNode SqlValue() : { final Token t; SqlNode precision = null; }
{
  ( <CURRENT_DATE> | <CURRENT_ROLE> | <CURRENT_USER> | <SESSION_USER> | <USER> | <CURRENT_CATALOG> )
  { return NodeFactory.call(value(token), at(token)); }
|
  LOOKAHEAD({ k(1) == CURRENT_SCHEMA && k(2) != LPAREN && k(2) != SCONST })
  <CURRENT_SCHEMA> { return NodeFactory.call(value(token), at(token)); }
|
  ( <CURRENT_TIME> | <CURRENT_TIMESTAMP> | <LOCALTIME> | <LOCALTIMESTAMP> ) { t = token; }
  [ LOOKAHEAD(1) <LPAREN> <ICONST> { precision = NodeFactory.numeric((PgToken) token); } <RPAREN> ]
  { return precision == null ? NodeFactory.call(value(t), at(t)) : NodeFactory.call(value(t), at(t), precision); }
}

/* Functions whose arguments have words between them. */
SqlNode SpecialFunction() :
{
  final Token t; SqlNode a, b; SqlNode c = null; SqlNodeList list = SqlNodeList.EMPTY; String name; SqlDataTypeSpec type;
  final List<SqlNode> arguments = new ArrayList<SqlNode>(); Token form; boolean words = false;
}
{
  { t = getToken(1); }
  (
    <COALESCE> <LPAREN> list = ExprList() <RPAREN> { return NodeFactory.apply(SqlStdOperatorTable.COALESCE, at(t), list.getList()); }
  | <GREATEST> <LPAREN> list = ExprList() <RPAREN> { return NodeFactory.apply(SqlLibraryOperators.GREATEST, at(t), list.getList()); }
  | <LEAST> <LPAREN> list = ExprList() <RPAREN> { return NodeFactory.apply(SqlLibraryOperators.LEAST, at(t), list.getList()); }
  | <NULLIF> <LPAREN> a = AExpr() <COMMA> b = AExpr() <RPAREN> { return NodeFactory.apply(SqlStdOperatorTable.NULLIF, at(t), a, b); }
  | <GROUPING> <LPAREN> list = ExprList() <RPAREN> { return NodeFactory.apply(SqlStdOperatorTable.GROUPING, at(t), list.getList()); }
  | <EXTRACT> <LPAREN> a = ExtractField() <FROM> b = AExpr() <RPAREN> { return NodeFactory.call("extract", at(t), a, b); }
  | <TREAT> <LPAREN> a = AExpr() <AS> type = TypeName() <RPAREN> { return NodeFactory.apply(PgOperators.TREAT, at(t), a, type); }
  | <NORMALIZE> <LPAREN> a = AExpr()
    [ <COMMA> ( <NFC> | <NFD> | <NFKC> | <NFKD> ) { c = NodeFactory.formName((PgToken) token); } ] <RPAREN>
    { return c == null ? NodeFactory.call("normalize", at(t), a) : NodeFactory.call("normalize", at(t), a, c); }
  | <POSITION> <LPAREN> [ a = BExpr() <IN> b = BExpr() { arguments.add(b); arguments.add(a); } ] <RPAREN>
    { return NodeFactory.call("position", at(t), arguments); }
  | <OVERLAY> <LPAREN>
    [ a = AExpr() { arguments.add(a); }
      ( <PLACING> { words = true; } b = AExpr() { arguments.add(b); } <FROM> b = AExpr() { arguments.add(b); } [ <FOR> b = AExpr() { arguments.add(b); } ]
      | ( <COMMA> b = AExpr() { arguments.add(b); } )* ) ]
    <RPAREN> { return NodeFactory.call("overlay", words, at(t), arguments); }
  | <SUBSTRING> <LPAREN>
    [ a = AExpr() { arguments.add(a); }
      ( <FROM> { words = true; } b = AExpr() { arguments.add(b); } [ <FOR> b = AExpr() { arguments.add(b); } ]
      | <FOR> { words = true; } b = AExpr() { c = b; } [ <FROM> b = AExpr() { arguments.add(b); } ]
        { if (arguments.size() == 1) { arguments.add(NodeFactory.one(at(t))); } arguments.add(c); }
      | <SIMILAR> { words = true; } b = AExpr() { arguments.add(b); } <ESCAPE> b = AExpr() { arguments.add(b); }
      | ( <COMMA> b = AExpr() { arguments.add(b); } )* ) ]
    <RPAREN> { return NodeFactory.call("substring", words, at(t), arguments); }
  | <TRIM> { name = "btrim"; } <LPAREN>
    [ <BOTH> | <LEADING> { name = "ltrim"; } | <TRAILING> { name = "rtrim"; } ]
    ( <FROM> list = ExprList() { arguments.addAll(list.getList()); }
    | list = ExprList()
      ( LOOKAHEAD({ list.size() == 1 }) [ <FROM> { c = list.get(0); } list = ExprList() ] | { } )
      { arguments.addAll(list.getList()); if (c != null) { arguments.add(c); } } )
    <RPAREN> { return NodeFactory.call(name, at(t), arguments); }
  | ( <XMLCONCAT> | <XMLELEMENT> | <XMLEXISTS> | <XMLFOREST> | <XMLPARSE> | <XMLPI> | <XMLROOT> | <XMLSERIALIZE> )
    { throw NodeFactory.notSupported(value(t), (PgToken) t); }
  )
}

SqlNode ExtractField() : {}
{
  ( <IDENTIFIER> | <YEAR> | <MONTH> | <DAY> | <HOUR> | <MINUTE> | <SECOND> | <SCONST> )
  { return NodeFactory.string((PgToken) token); }
}
