SqlNode AExpr() : { final SqlNode e; }
{ e = Expr(1, A) { return e; } }

SqlNode BExpr() : { final SqlNode e; }
{ e = Expr(1, B) { return e; } }

SqlNodeList ExprList() : { SqlNode e; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{ e = AExpr() { list.add(e); } ( <COMMA> e = AExpr() { list.add(e); } )* { return NodeFactory.list(list); } }

/*
 * An expression whose operators bind at least as tightly as min. What binds as tightly as or tighter than `bound` was
 * either taken by the operand before or may not follow it (a < b < c).
 */
SqlNode Expr(int min, int mode) : { SqlNode e; int bound = 100; int level; int steps = depth; Token t; SqlOperator op; }
{
  { enter(); if (k(1) == NOT && mode == B) { throw unexpected(); } }
  (
    <NOT> { t = token; } e = Expr(3, mode)
    { e = NodeFactory.apply(SqlStdOperatorTable.NOT, at(t), e); bound = 3; }
  | <PLUS> { t = token; } e = Expr(14, mode) { e = NodeFactory.apply(SqlStdOperatorTable.UNARY_PLUS, at(t), e); }
  | <MINUS> { t = token; } e = Expr(14, mode) { e = NodeFactory.negate(at(t), e); }
  | LOOKAHEAD({ k(1) == OP || k(1) == OPERATOR && k(2) == LPAREN }) { t = getToken(1); } op = NamedOperator() e = Expr(9, mode)
    { e = NodeFactory.apply(op, at(t), e); bound = 9; }
  | <DEFAULT_> { if (mode == B) { throw NodeFactory.syntaxError((PgToken) token); } throw NodeFactory.misplacedDefault((PgToken) token); }
  | e = Primary()
  )
  (
    LOOKAHEAD({ infixLevel(mode) >= min && infixLevel(mode) > 0 && infixLevel(mode) < bound })
    { enter(); level = infixLevel(mode); t = getToken(1); }
    (
      LOOKAHEAD({ level <= 2 }) ( <AND> | <OR> ) { op = NodeFactory.operator((PgToken) token); } e = Chain(e, op, level, mode)
      { bound = level + 1; }
    | LOOKAHEAD({ level == 16 }) e = CastSuffix(e)
    | LOOKAHEAD({ k(1) == COLLATE }) e = CollateSuffix(e)
    | LOOKAHEAD({ level == 4 }) { bound = k(2) == DISTINCT || k(2) == NOT && k(3) == DISTINCT ? 4 : bound; }
      e = IsSuffix(e, mode)
    | LOOKAHEAD({ level == 12 }) e = AtTimeZone(e, mode) { bound = 13; }
    | LOOKAHEAD({ level == 6 }) { bound = k(1) == IN || k(2) == IN ? bound : isQuantified(2) ? bound : 6; } e = Predicate(e, mode)
    | op = AnyOperator()
      ( LOOKAHEAD({ isQuantified(1) && mode != B }) e = Quantified(e, op, t)
      | e = Operand(e, op, level, mode, t) { bound = level == 5 ? 5 : level + 1; } )
    )
  )*
  { depth = steps; return e; }
}

SqlNode Operand(SqlNode left, SqlOperator op, int level, int mode, Token t) : { final SqlNode right; }
{ right = Expr(level + 1, mode) { return NodeFactory.apply(op, at(t), left, right); } }

/* a AND b AND c is one call with three operands. */
SqlNode Chain(SqlNode first, SqlOperator op, int level, int mode) :
{ final Token t = token; SqlNode e; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{
  { list.add(first); }
  e = Expr(level + 1, mode) { list.add(e); }
  (
    LOOKAHEAD({ infixLevel(mode) == level })
    ( <AND> | <OR> ) e = Expr(level + 1, mode) { list.add(e); }
  )*
  { return NodeFactory.apply(op, at(t), list); }
}

SqlNode CastSuffix(SqlNode e) : { final Token t; final SqlDataTypeSpec type; }
{ <TYPECAST> { t = token; } type = TypeName() { return NodeFactory.apply(SqlLibraryOperators.INFIX_CAST, at(t), e, type); } }

SqlNode CollateSuffix(SqlNode e) : { final Token t; final SqlIdentifier n; }
{ <COLLATE> { t = token; } n = QualifiedName() { return NodeFactory.apply(PgOperators.COLLATE, at(t), e, n); } }

SqlNode AtTimeZone(SqlNode e, int mode) : { final Token t; final SqlNode zone; }
{
  <AT> { t = token; } <TIME> <ZONE> zone = Expr(13, mode) { return NodeFactory.call("timezone", at(t), zone, e); }
}

SqlNode IsSuffix(SqlNode e, int mode) : { final Token t; boolean not = false; SqlNode right; String form = null; }
{
  <ISNULL> { return NodeFactory.apply(SqlStdOperatorTable.IS_NULL, at(token), e); }
| <NOTNULL> { return NodeFactory.apply(SqlStdOperatorTable.IS_NOT_NULL, at(token), e); }
| <IS> { t = token; } [ <NOT> { not = true; } ]
  (
    <DISTINCT> <FROM> right = Expr(5, mode)
    { return NodeFactory.apply((not ? SqlStdOperatorTable.IS_NOT_DISTINCT_FROM : SqlStdOperatorTable.IS_DISTINCT_FROM), at(t), e, right); }
  | LOOKAHEAD({ k(1) == DOCUMENT }) <DOCUMENT> { throw NodeFactory.notSupported("IS DOCUMENT", (PgToken) t); }
  | LOOKAHEAD({ mode != B && (k(1) == NULL || k(1) == TRUE || k(1) == FALSE || k(1) == UNKNOWN) }) ( <NULL> | <TRUE> | <FALSE> | <UNKNOWN> ) { return NodeFactory.is(at(t), e, not, (PgToken) token); }
  | LOOKAHEAD({ mode != B && (k(1) == NORMALIZED || k(2) == NORMALIZED) })
    [ ( <NFC> | <NFD> | <NFKC> | <NFKD> ) { form = value(token); } ] <NORMALIZED>
    { return NodeFactory.isNormalized(at(t), e, not, form); }
  )
}

/* [NOT] BETWEEN, IN, LIKE, ILIKE, SIMILAR TO. */
SqlNode Predicate(SqlNode e, int mode) :
{ Token t; boolean not = false; boolean symmetric = false; SqlNode low, high; SqlOperator op; SqlNode escape = null; }
{
  { t = getToken(1); } [ <NOT> { not = true; } ]
  (
    <BETWEEN> [ <SYMMETRIC> { symmetric = true; } | <ASYMMETRIC> ] low = BExpr() <AND> high = Expr(7, mode)
    { return NodeFactory.between(at(t), e, not, symmetric, low, high); }
  |
    <IN> low = InList() { return NodeFactory.apply((not ? SqlStdOperatorTable.NOT_IN : SqlStdOperatorTable.IN), at(t), e, low); }
  |
    ( <LIKE> | <ILIKE> | <SIMILAR> <TO> ) { op = NodeFactory.like((PgToken) token, not); }
    (
      LOOKAHEAD({ isQuantified(1) }) low = Quantified(e, op, t) { return low; }
    |
      low = Expr(7, mode) [ LOOKAHEAD({ k(1) == ESCAPE }) <ESCAPE> escape = Expr(7, mode) ]
      { return escape == null ? NodeFactory.apply(op, at(t), e, low) : NodeFactory.apply(op, at(t), e, low, escape); }
    )
  )
}

/* A query, or a list of expressions. */
SqlNode InList() : { SqlNode e; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{
  <LPAREN>
  (
    LOOKAHEAD({ isQueryStart(1) }) e = Query() <RPAREN> { return e; }
  |
    e = AExpr() { list.add(e); }
    ( LOOKAHEAD({ isQueryContinued(e) }) e = QueryTail(e) { list.set(0, e); }
    | ( <COMMA> e = AExpr() { list.add(e); } )* )
    <RPAREN> { return list.size() == 1 && list.get(0).isA(SqlKind.QUERY) ? list.get(0) : NodeFactory.list(list); }
  )
}

SqlNode Quantified(SqlNode left, SqlOperator op, Token t) : { boolean all = false; SqlNode right; }
{
  ( <ANY> | <SOME> | <ALL> { all = true; } ) <LPAREN>
  ( LOOKAHEAD({ isQueryStart(1) }) right = Query()
  | right = AExpr() ( LOOKAHEAD({ isQueryContinued(right) }) right = QueryTail(right) | { } ) )
  <RPAREN> { return NodeFactory.apply(new QuantifiedOperator(op, all), at(t), left, right); }
}

/* qual_Op, for a prefix operator. */
SqlOperator NamedOperator() : { final SqlOperator op; }
{ <OP> { return NodeFactory.operator((PgToken) token); } | op = QualifiedOperator() { return op; } }

/* qual_all_Op: any operator. */
SqlOperator AnyOperator() : { final SqlOperator op; }
{ Symbol() { return NodeFactory.operator((PgToken) token); } | op = QualifiedOperator() { return op; } }

SqlOperator QualifiedOperator() : { Token t; final List<PgToken> parts = new ArrayList<PgToken>(); }
{
  <OPERATOR> <LPAREN> ( t = ColIdToken() { parts.add((PgToken) t); } <DOT> )* Symbol() { t = token; } <RPAREN>
  { return NodeFactory.qualifiedOperator(parts, (PgToken) t); }
}

void Symbol() : {}
{
  <OP> | <EQ> | <LT> | <GT> | <LE> | <GE> | <NE> | <PLUS> | <MINUS> | <STAR> | <SLASH> | <PERCENT> | <CARET>
}

/* c_expr */
SqlNode Primary() : { SqlNode e; final Token t; }
{
  ( <ICONST> | <FCONST> ) { return NodeFactory.numeric((PgToken) token); }
| <SCONST> { return NodeFactory.string((PgToken) token); }
| ( <BCONST> | <XCONST> ) { return NodeFactory.bits((PgToken) token, token.kind == XCONST); }
| <TRUE> { return SqlLiteral.createBoolean(true, at(token)); }
| <FALSE> { return SqlLiteral.createBoolean(false, at(token)); }
| <NULL> { return SqlLiteral.createNull(at(token)); }
| <PARAM> { e = NodeFactory.parameter((PgToken) token); } e = Indirection(e) { return e; }
| <LPAREN> { t = token; enter(); } e = AfterParenthesis(t) { leave(); return e; }
| e = Case() { return e; }
| e = CastFunction() { return e; }
| e = SqlValue() { return e; }
| e = ArrayConstructor() { return e; }
| LOOKAHEAD({ k(1) == EXISTS && k(2) == LPAREN }) <EXISTS> { t = token; } e = ParenthesizedQuery()
  { return NodeFactory.apply(SqlStdOperatorTable.EXISTS, at(t), e); }
| LOOKAHEAD({ k(1) == ROW && k(2) == LPAREN }) e = Row() e = OverlapsSuffix(e) { return e; }
| LOOKAHEAD({ isSpecialFunction() }) e = SpecialFunction() e = AfterFunction(e) { return e; }
| LOOKAHEAD({ k(1) == COLLATION && k(2) == FOR }) e = CollationFor() { return e; }
| LOOKAHEAD({ isKeywordTypeLiteral() }) e = KeywordTypeLiteral() { return e; }
| e = NameExpression() { return e; }
}

SqlNode KeywordTypeLiteral() : { PgTypeNameSpec type; final SqlNode e; final Token t; }
{
  { t = getToken(1); } type = KeywordType(true) e = StringLiteral()
  ( LOOKAHEAD({ t.kind == INTERVAL && type.modifiers().isEmpty() }) type = IntervalFields(t) | { } )
  { return NodeFactory.cast(e.getParserPosition(), e, type); }
}

/* What follows an opening parenthesis: a query, an expression, a row. */
SqlNode AfterParenthesis(Token t) : { SqlNode e; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{
  LOOKAHEAD({ isQueryStart(1) }) e = Query() <RPAREN> e = Indirection(e) { return e; }
|
  e = AExpr() { list.add(e); }
  (
    LOOKAHEAD({ isQueryContinued(e) }) e = QueryTail(e) <RPAREN> e = Indirection(e) { return e; }
  |
    <RPAREN> e = Indirection(e) { return e; }
  |
    ( <COMMA> e = AExpr() { list.add(e); } )+ <RPAREN>
    e = OverlapsSuffix(NodeFactory.apply(SqlStdOperatorTable.ROW, at(t), list)) { return e; }
  )
}

SqlNode Row() : { final Token t; SqlNodeList list = SqlNodeList.EMPTY; }
{
  <ROW> { t = token; } <LPAREN> [ list = ExprList() ] <RPAREN>
  { return NodeFactory.apply(SqlStdOperatorTable.ROW, at(t), list.getList()); }
}

SqlNode OverlapsSuffix(SqlNode left) : { final Token t; final SqlNode right; }
{
  LOOKAHEAD({ k(1) == OVERLAPS && (k(2) == LPAREN || k(2) == ROW) }) <OVERLAPS> { t = token; }
  ( right = Row() | right = ImplicitRow() ) { return NodeFactory.apply(PgOperators.OVERLAPS, at(t), left, right); }
| { return left; }
}

SqlNode ImplicitRow() : { final Token t; SqlNode e; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{
  <LPAREN> { t = token; } e = AExpr() { list.add(e); } ( <COMMA> e = AExpr() { list.add(e); } )+ <RPAREN>
  { return NodeFactory.apply(SqlStdOperatorTable.ROW, at(t), list); }
}

SqlNode Case() :
{
  final Token t; SqlNode value = null, e, otherwise = null;
  final List<SqlNode> when = new ArrayList<SqlNode>(); final List<SqlNode> then = new ArrayList<SqlNode>();
  final List<SqlParserPos> places = new ArrayList<SqlParserPos>();
}
{
  <CASE> { t = token; } [ value = AExpr() ]
  ( <WHEN> { places.add(at(token)); } e = AExpr() { when.add(e); } <THEN> e = AExpr() { then.add(e); } )+
  [ <ELSE> otherwise = AExpr() ] <END>
  { return new PgCase(at(t), value, NodeFactory.list(when), NodeFactory.list(then), otherwise, places); }
}

SqlNode ArrayConstructor() : { final Token t; SqlNode e; }
{
  <ARRAY> { t = token; }
  ( e = ParenthesizedQuery() { return NodeFactory.apply(SqlStdOperatorTable.ARRAY_QUERY, at(t), e); }
  | e = ArrayElements(t) { return e; } )
}

SqlNode ArrayElements(Token array) : { final Token t; SqlNode e; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{
  <LBRACKET> { t = array == null ? token : array; enter(); }
  [ LOOKAHEAD({ k(1) == LBRACKET })
    e = ArrayElements(null) { list.add(e); } ( <COMMA> e = ArrayElements(null) { list.add(e); } )*
  | e = AExpr() { list.add(e); } ( <COMMA> e = AExpr() { list.add(e); } )* ]
  <RBRACKET> { leave(); return NodeFactory.apply(SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR, at(t), list); }
}

/* .field, .*, [subscript] and [from:to] behind an expression. */
SqlNode Indirection(SqlNode e) : { Token t; int steps = depth; }
{
  ( LOOKAHEAD(1)
    <DOT> { enter(); } ( t = ColLabelToken() { e = NodeFactory.field(e, (PgToken) t); } | <STAR> { e = NodeFactory.allFields(e, at(token)); } )
  | LOOKAHEAD(1) { enter(); } e = Subscript(e) )*
  { depth = steps; return e; }
}

SqlNode Subscript(SqlNode e) : { final Token t; SqlNode low = null, high = null; boolean slice = false; }
{
  <LBRACKET> { t = token; }
  ( LOOKAHEAD({ k(1) == COLON }) <COLON> { slice = true; } [ high = AExpr() ]
  | low = AExpr() [ <COLON> { slice = true; } [ high = AExpr() ] ] )
  <RBRACKET>
  { return slice ? NodeFactory.apply(PgOperators.SLICE, at(t), e, low, high) : NodeFactory.apply(SqlStdOperatorTable.ITEM, at(t), e, low); }
}

/* A column, a function or a literal of a named type: what follows the name decides. */
SqlNode NameExpression() : { Token t; final List<PgToken> parts = new ArrayList<PgToken>(); SqlNode e; boolean column; boolean star = false; }
{
  ( t = ColIdToken() | t = TypeFunctionWord() ) { parts.add((PgToken) t); column = NodeFactory.isColumnName(t.kind); }
  ( LOOKAHEAD({ column && k(1) == DOT && !star }) <DOT>
    ( t = ColLabelToken() { parts.add((PgToken) t); } | <STAR> { star = true; } ) )*
  (
    LOOKAHEAD({ k(1) == LPAREN && !star && NodeFactory.isFunctionName(parts) })
    e = Arguments(NodeFactory.identifier(parts))
    ( LOOKAHEAD({ k(1) == SCONST && NodeFactory.isPlain(e) }) <SCONST>
      { return NodeFactory.typedLiteral((PgToken) token, (FunctionCall) e); }
    | e = AfterFunction(e) { return e; } )
  | LOOKAHEAD({ k(1) == SCONST && !star && NodeFactory.isFunctionName(parts) }) <SCONST>
    { return NodeFactory.typedLiteral((PgToken) token, NodeFactory.identifier(parts)); }
  | { if (!column) { throw unexpected(); } e = star ? NodeFactory.star(parts, at(token)) : NodeFactory.identifier(parts); }
    ( LOOKAHEAD({ !star && k(1) == LBRACKET }) e = Indirection(e) | { } ) { return e; }
  )
}
