Command Session() : { final Command c; final String name; }
{
  <SET> c = SetArguments() { return c; }
| <SHOW> name = ShownName() { return new SessionCommand.Show(name); }
| <RESET> name = ShownName() { return new SessionCommand.Reset(name); }
| <DISCARD> ( <ALL> | <PLANS> | <SEQUENCES> | <TEMP> | <TEMPORARY> )
  { return new SessionCommand.Discard(NodeFactory.discarded((PgToken) token)); }
}

String ShownName() : { final String name; }
{
  <ALL> { return "all"; }
| LOOKAHEAD({ k(1) == TIME && k(2) == ZONE }) <TIME> <ZONE> { return "timezone"; }
| LOOKAHEAD({ k(1) == TRANSACTION && k(2) == ISOLATION }) <TRANSACTION> <ISOLATION> <LEVEL> { return "transaction_isolation"; }
| LOOKAHEAD({ k(1) == SESSION && k(2) == AUTHORIZATION }) <SESSION> <AUTHORIZATION> { return "session_authorization"; }
| name = VariableName() { return name; }
}

String VariableName() : { String part; final StringBuilder name = new StringBuilder(); }
{
  part = Name() { name.append(part); } ( <DOT> part = Name() { name.append('.').append(part); } )* { return name.toString(); }
}

Command SetArguments() : { boolean local = false; boolean session = false; final Command c; }
{
  LOOKAHEAD({ k(1) == CONSTRAINTS && (k(2) == ALL || isColumnName(2)) && k(2) != TO }) <CONSTRAINTS> c = SetConstraintsArguments() { return c; }
|
  [ LOOKAHEAD({ (k(1) == LOCAL || k(1) == SESSION) && k(2) != TO && k(2) != EQ && k(2) != DOT
      && !(k(1) == SESSION && k(2) == AUTHORIZATION) })
    ( <LOCAL> { local = true; } | <SESSION> { session = true; } ) ]
  c = SetRest(local, session) { return c; }
}

Command SetConstraintsArguments() : { List<SqlIdentifier> names = null; boolean deferred = false; }
{
  ( <ALL> | names = QualifiedNames() ) ( <DEFERRED> { deferred = true; } | <IMMEDIATE> )
  { return new SessionCommand.SetConstraints(names, deferred); }
}

Command SetRest(boolean local, boolean session) : { List<TransactionMode> modes; String name; SqlNode v; List<SqlNode> values; final String snapshot; }
{
  LOOKAHEAD({ k(1) == TRANSACTION && k(2) == SNAPSHOT }) <TRANSACTION> <SNAPSHOT> snapshot = StringConstant()
  { return new SessionCommand.SetSnapshot(snapshot); }
|
  LOOKAHEAD({ k(1) == TRANSACTION && k(2) != TO && k(2) != EQ && k(2) != DOT }) <TRANSACTION> modes = TransactionModes()
  { if (modes.isEmpty()) { throw unexpected(); } return new SessionCommand.SetTransaction(false, modes); }
|
  LOOKAHEAD({ k(0) == SESSION && k(1) == CHARACTERISTICS && k(2) == AS }) <CHARACTERISTICS> <AS> <TRANSACTION> modes = TransactionModes()
  { if (modes.isEmpty()) { throw unexpected(); } return new SessionCommand.SetTransaction(true, modes); }
|
  LOOKAHEAD({ k(1) == TIME && k(2) == ZONE }) <TIME> <ZONE> values = ZoneValue()
  { return new SessionCommand.SetVariable(local, "timezone", values); }
|
  LOOKAHEAD({ k(1) == SESSION && k(2) == AUTHORIZATION }) <SESSION> <AUTHORIZATION> values = OneWord()
  { return new SessionCommand.SetVariable(local, "session_authorization", values); }
|
  LOOKAHEAD({ (k(1) == ROLE || k(1) == NAMES || k(1) == SCHEMA) && (k(2) == SCONST || k(1) != SCHEMA && k(2) != TO && k(2) != EQ && k(2) != DOT) })
  ( <ROLE> { name = "role"; } values = OneWord() | <NAMES> { name = "client_encoding"; values = null; } [ values = OneWord() ]
  | <SCHEMA> { name = "search_path"; } values = OneWord() )
  { return new SessionCommand.SetVariable(local, name, values); }
|
  name = VariableName()
  (
    <FROM> <CURRENT> { return new SessionCommand.SetFromCurrent(name); }
  |
    ( <TO> | <EQ> )
    ( <DEFAULT_> { values = null; }
    | v = SettingValue() { values = new ArrayList<SqlNode>(); values.add(v); } ( <COMMA> v = SettingValue() { values.add(v); } )* )
    { return new SessionCommand.SetVariable(local, name, values); }
  )
}

List<SqlNode> OneWord() : { final SqlNode n; }
{
  <DEFAULT_> { return null; }
| ( n = StringLiteral() | n = ColId() ) { return java.util.Collections.singletonList(n); }
}

List<SqlNode> ZoneValue() : { final SqlNode n; }
{
  ( <DEFAULT_> | <LOCAL> ) { return null; }
| LOOKAHEAD({ k(1) == INTERVAL && isKeywordTypeLiteral() }) n = KeywordTypeLiteral() { return java.util.Collections.singletonList(n); }
| ( n = NumericOnly() | n = StringLiteral() | <IDENTIFIER> { n = NodeFactory.identifier((PgToken) token); } )
  { return java.util.Collections.singletonList(n); }
}

SqlNode SettingValue() : { final SqlNode n; }
{
  ( <TRUE> | <FALSE> | <ON> ) { return NodeFactory.identifier((PgToken) token); }
| ( n = NumericOnly() | n = StringLiteral() | n = WordValue() ) { return n; }
}

/* NonReservedWord. */
SqlNode WordValue() : { final Token t; }
{ ( t = ColIdToken() | t = TypeFunctionWord() ) { return NodeFactory.identifier((PgToken) t); } }

List<TransactionMode> TransactionModes() : { TransactionMode m; final List<TransactionMode> list = new ArrayList<TransactionMode>(); }
{
  [ m = Mode() { list.add(m); }
    ( LOOKAHEAD({ k(1) == COMMA || k(1) == ISOLATION || k(1) == READ || k(1) == DEFERRABLE || k(1) == NOT })
      [ <COMMA> ] m = Mode() { list.add(m); } )* ]
  { return list; }
}

TransactionMode Mode() : {}
{
  <ISOLATION> <LEVEL>
  ( <READ> ( <UNCOMMITTED> { return TransactionMode.READ_UNCOMMITTED; } | <COMMITTED> { return TransactionMode.READ_COMMITTED; } )
  | <REPEATABLE> <READ> { return TransactionMode.REPEATABLE_READ; } | <SERIALIZABLE> { return TransactionMode.SERIALIZABLE; } )
| <READ> ( <ONLY> { return TransactionMode.READ_ONLY; } | <WRITE> { return TransactionMode.READ_WRITE; } )
| <DEFERRABLE> { return TransactionMode.DEFERRABLE; }
| <NOT> <DEFERRABLE> { return TransactionMode.NOT_DEFERRABLE; }
}

Command Transaction() : { List<TransactionMode> modes; boolean chain; final String name; final String id; }
{
  <BEGIN> WorkOrTransaction() modes = TransactionModes() { return new TransactionCommand.Begin(modes); }
| <START> <TRANSACTION> modes = TransactionModes() { return new TransactionCommand.Begin(modes); }
| LOOKAHEAD({ (k(1) == COMMIT || k(1) == ROLLBACK) && k(2) == PREPARED })
  ( <COMMIT> { modes = null; } | <ROLLBACK> { modes = new ArrayList<TransactionMode>(); } ) <PREPARED> id = StringConstant()
  { return new TransactionCommand.TwoPhase(modes == null ? "COMMIT PREPARED" : "ROLLBACK PREPARED", id); }
| ( <COMMIT> | <END> ) WorkOrTransaction() chain = Chaining() { return new TransactionCommand.Commit(chain); }
| <ABORT> WorkOrTransaction() chain = Chaining() { return new TransactionCommand.Rollback(chain); }
| <ROLLBACK> WorkOrTransaction()
  ( <TO> [ LOOKAHEAD({ k(1) == SAVEPOINT && k(2) != EOF && k(2) != SEMICOLON }) <SAVEPOINT> ] name = Name() { return new TransactionCommand.RollbackTo(name); }
  | chain = Chaining() { return new TransactionCommand.Rollback(chain); } )
| <SAVEPOINT> name = Name() { return new TransactionCommand.Savepoint(name); }
| <RELEASE> [ LOOKAHEAD({ k(1) == SAVEPOINT && k(2) != EOF && k(2) != SEMICOLON }) <SAVEPOINT> ] name = Name() { return new TransactionCommand.Release(name); }
}

void WorkOrTransaction() : {}
{ [ <WORK> | <TRANSACTION> ] }

boolean Chaining() : { boolean chain = true; }
{ <AND> [ <NO> { chain = false; } ] <CHAIN> { return chain; } | { return false; } }
