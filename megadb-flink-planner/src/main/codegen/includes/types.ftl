SqlDataTypeSpec TypeName() :
{ PgTypeNameSpec type; int dimensions = 0; boolean set = false; }
{
  [ LOOKAHEAD({ k(1) == SETOF }) <SETOF> { set = true; } ]
  type = SimpleTypeName()
  (
    <ARRAY> { dimensions = 1; } [ LOOKAHEAD(1) <LBRACKET> <ICONST> <RBRACKET> ]
  |
    ( LOOKAHEAD(1) <LBRACKET> [ <ICONST> ] <RBRACKET> { dimensions++; } )*
  )
  {
    if (dimensions > 0) { type = type.array(dimensions); }
    if (set) { type = type.asSet(); }
    return new SqlDataTypeSpec(type, type.getParserPos());
  }
}

PgTypeNameSpec SimpleTypeName() : { final PgTypeNameSpec type; }
{
  ( LOOKAHEAD({ isKeywordType() }) type = KeywordType(false) | type = GenericType() ) { return type; }
}

PgTypeNameSpec GenericType() :
{ Token t; final List<PgToken> parts = new ArrayList<PgToken>(); SqlNodeList modifiers = SqlNodeList.EMPTY; }
{
  t = TypeFunctionNameToken() { parts.add((PgToken) t); }
  ( LOOKAHEAD(1) <DOT> t = ColLabelToken() { parts.add((PgToken) t); } )*
  [ LOOKAHEAD(1) modifiers = TypeModifiers() ]
  { return PgTypeNameSpec.named(NodeFactory.identifier(parts), modifiers); }
}

SqlNodeList TypeModifiers() : { final SqlNodeList list; }
{ <LPAREN> list = ExprList() <RPAREN> { return list; } }

/* Types whose names are keywords. Before a literal, char and bit without a length have none rather than 1. */
PgTypeNameSpec KeywordType(boolean literal) :
{ final Token t; String name; SqlNodeList modifiers = SqlNodeList.EMPTY; boolean one = false; PgTypeNameSpec type; }
{
  ( <INT> | <INTEGER> | <SMALLINT> | <BIGINT> | <REAL> | <BOOLEAN> )
  { return PgTypeNameSpec.builtIn(value(token), SqlNodeList.EMPTY, null, at(token)); }
|
  <FLOAT> { t = token; name = "float8"; }
  [ LOOKAHEAD(1) <LPAREN> <ICONST> { name = NodeFactory.floatName((PgToken) token); } <RPAREN> ]
  { return PgTypeNameSpec.builtIn(name, SqlNodeList.EMPTY, null, at(t)); }
|
  <DOUBLE> { t = token; } <PRECISION> { return PgTypeNameSpec.builtIn("float8", SqlNodeList.EMPTY, null, at(t)); }
|
  ( <DECIMAL> | <DEC> | <NUMERIC> ) { t = token; } [ LOOKAHEAD(1) modifiers = TypeModifiers() ]
  { return PgTypeNameSpec.builtIn("numeric", modifiers, null, at(t)); }
|
  <BIT> { t = token; name = "bit"; one = true; }
  [ LOOKAHEAD(1) <VARYING> { name = "varbit"; one = false; } ] [ LOOKAHEAD(1) modifiers = TypeModifiers() ]
  { return PgTypeNameSpec.builtIn(name, NodeFactory.length(modifiers, one && !literal), null, at(t)); }
|
  ( <VARCHAR> { t = token; name = "varchar"; }
  | ( <CHAR> { t = token; } | <CHARACTER> { t = token; } | <NCHAR> { t = token; }
    | <NATIONAL> { t = token; } ( <CHAR> | <CHARACTER> ) ) { name = "bpchar"; one = true; }
    [ LOOKAHEAD(1) <VARYING> { name = "varchar"; one = false; } ] )
  [ LOOKAHEAD(1) <LPAREN> <ICONST> { modifiers = NodeFactory.list(NodeFactory.numeric((PgToken) token)); } <RPAREN> ]
  { return PgTypeNameSpec.builtIn(name, NodeFactory.length(modifiers, one && !literal), null, at(t)); }
|
  ( <TIME> { name = "time"; } | <TIMESTAMP> { name = "timestamp"; } ) { t = token; }
  [ LOOKAHEAD(1) modifiers = Precision() ]
  [ LOOKAHEAD({ k(1) == WITH && k(2) == TIME }) <WITH> <TIME> <ZONE> { name += "tz"; }
  | LOOKAHEAD({ k(1) == WITHOUT && k(2) == TIME }) <WITHOUT> <TIME> <ZONE> ]
  { return PgTypeNameSpec.builtIn(name, modifiers, null, at(t)); }
|
  <INTERVAL> { t = token; }
  ( LOOKAHEAD(1) modifiers = Precision() { type = PgTypeNameSpec.builtIn("interval", modifiers, null, at(t)); }
  | LOOKAHEAD({ !literal }) type = IntervalFields(t)
  | { type = PgTypeNameSpec.builtIn("interval", modifiers, null, at(t)); } )
  { return type; }
}

SqlNodeList Precision() : { final SqlNode n; }
{ <LPAREN> <ICONST> { n = NodeFactory.numeric((PgToken) token); } <RPAREN> { return NodeFactory.list(n); } }

/* opt_interval of the interval that begins at t. */
PgTypeNameSpec IntervalFields(Token t) : { String fields = null; SqlNodeList modifiers = SqlNodeList.EMPTY; }
{
  [
    LOOKAHEAD(1) <YEAR> { fields = "YEAR"; } [ LOOKAHEAD(1) <TO> <MONTH> { fields = "YEAR TO MONTH"; } ]
  | LOOKAHEAD(1) <MONTH> { fields = "MONTH"; }
  | LOOKAHEAD(1) <DAY> { fields = "DAY"; }
    [ LOOKAHEAD(1) <TO> ( <HOUR> { fields += " TO HOUR"; } | <MINUTE> { fields += " TO MINUTE"; }
      | <SECOND> { fields += " TO SECOND"; } [ LOOKAHEAD(1) modifiers = Precision() ] ) ]
  | LOOKAHEAD(1) <HOUR> { fields = "HOUR"; }
    [ LOOKAHEAD(1) <TO> ( <MINUTE> { fields += " TO MINUTE"; }
      | <SECOND> { fields += " TO SECOND"; } [ LOOKAHEAD(1) modifiers = Precision() ] ) ]
  | LOOKAHEAD(1) <MINUTE> { fields = "MINUTE"; }
    [ LOOKAHEAD(1) <TO> <SECOND> { fields += " TO SECOND"; } [ LOOKAHEAD(1) modifiers = Precision() ] ]
  | LOOKAHEAD(1) <SECOND> { fields = "SECOND"; } [ LOOKAHEAD(1) modifiers = Precision() ]
  ]
  { return PgTypeNameSpec.builtIn("interval", modifiers, fields, at(t)); }
}
