Command TruncateCommand() : { final List<SqlIdentifier> tables; boolean restart = false; final boolean cascade; }
{
  <TRUNCATE> [ <TABLE> ] tables = Relations()
  [ <CONTINUE> <IDENTITY> | <RESTART> <IDENTITY> { restart = true; } ] cascade = DropBehavior()
  { return new Truncate(tables, restart, cascade); }
}

List<SqlIdentifier> Relations() : { SqlIdentifier n; final List<SqlIdentifier> list = new ArrayList<SqlIdentifier>(); }
{ n = RelationExpr() { list.add(n); } ( <COMMA> n = RelationExpr() { list.add(n); } )* { return list; } }

Command RefreshCommand() : { boolean concurrently = false; final SqlIdentifier name; final boolean data; }
{
  <REFRESH> <MATERIALIZED> <VIEW> [ <CONCURRENTLY> { concurrently = true; } ] name = QualifiedName() data = WithData()
  { return new RefreshMaterializedView(concurrently, name, data); }
}

/* EXPLAIN ADVISOR is ours: a word before a statement fits nowhere in PostgreSQL's rule. */
Command ExplainCommand() : { final List<Option> settings = new ArrayList<Option>(); List<Option> more; boolean advisor = false; final SqlNode n; }
{
  <EXPLAIN>
  [ LOOKAHEAD({ word(1, "advisor") }) <IDENTIFIER> { advisor = true; } ]
  ( LOOKAHEAD({ k(1) == LPAREN && !isQueryStart(2) && k(2) != LPAREN })
    <LPAREN> GenericOption(settings) ( <COMMA> GenericOption(settings) )* <RPAREN>
  | [ ( <ANALYZE> | <ANALYSE> ) { settings.add(new Option("analyze", null, at(token))); } ]
    [ <VERBOSE> { settings.add(new Option("verbose", null, at(token))); } ] )
  n = Explainable() { return new Explain(settings, advisor, n); }
}

SqlNode Explainable() : { final SqlNode n; final Token t; Command c; }
{
  n = PreparableStatement() { return n; }
| { t = getToken(1); } ( c = Create() | c = ExecuteCommand() | c = DeclareCommand() | c = RefreshCommand() )
  { return new CommandNode(c, at(t)); }
}

/* name [value] of EXPLAIN, VACUUM and COPY. */
void GenericOption(List<Option> settings) : { final Token t; SqlNode v = null; final String name; SqlNode e; List<SqlNode> list; }
{
  { t = getToken(1); }
  ( LOOKAHEAD(1) ( <ANALYZE> | <ANALYSE> ) { name = "analyze"; }
  | name = ColLabelTextButAnalyze() )
  [ v = NumericOnly() | v = StringLiteral() | v = ColLabel() | <STAR> { v = SqlIdentifier.star(at(token)); }
  | <LPAREN> { list = new ArrayList<SqlNode>(); } e = DefinitionValue() { list.add(e); }
    ( <COMMA> e = DefinitionValue() { list.add(e); } )* <RPAREN> { v = NodeFactory.list(list); } ]
  { settings.add(new Option(name, v, at(t))); }
}

String ColLabelTextButAnalyze() : { final Token t; }
{ LOOKAHEAD({ k(1) != ANALYZE && k(1) != ANALYSE }) t = ColLabelToken() { return value(t); } }

Command CopyCommand() :
{
  SqlIdentifier table = null; List<SqlIdentifier> columns = null; SqlNode query = null; boolean from = false; boolean program = false;
  String file = null; final List<Option> settings = new ArrayList<Option>(); SqlNode where = null;
}
{
  <COPY>
  (
    <LPAREN> query = PreparableStatement() <RPAREN> <TO>
  |
    [ LOOKAHEAD({ k(1) == BINARY }) <BINARY> { settings.add(new Option("format", NodeFactory.string((PgToken) token), at(token))); } ]
    table = QualifiedName() [ columns = ParenthesizedNames() ] ( <FROM> { from = true; } | <TO> )
  )
  [ <PROGRAM> { program = true; } ]
  ( file = StringConstant() | LOOKAHEAD({ !program }) ( <STDIN> | <STDOUT> ) )
  [ LOOKAHEAD({ k(1) == USING || k(1) == DELIMITERS }) [ <USING> ] <DELIMITERS> <SCONST>
    { settings.add(new Option("delimiter", NodeFactory.string((PgToken) token), at(token))); } ]
  [ <WITH> ]
  [ <LPAREN> GenericOption(settings) ( <COMMA> GenericOption(settings) )* <RPAREN> | ( CopyOption(settings) )+ ]
  [ LOOKAHEAD({ k(1) == WHERE && from }) <WHERE> where = AExpr() ]
  { return new Copy(table, columns, query, from, file, program, settings, where); }
}

/* The syntax of before version 9, in the words of the newer one. */
void CopyOption(List<Option> settings) : { final Token t; SqlNode v = null; String name; }
{
  { t = getToken(1); }
  (
    ( <BINARY> | <CSV> ) { name = "format"; v = NodeFactory.string((PgToken) token); }
  | <FREEZE> { name = "freeze"; v = SqlLiteral.createBoolean(true, at(t)); }
  | <DELIMITER> { name = "delimiter"; } [ <AS> ] v = StringLiteral()
  | <NULL> { name = "null"; } [ <AS> ] v = StringLiteral()
  | <HEADER> { name = "header"; v = SqlLiteral.createBoolean(true, at(t)); }
  | <QUOTE> { name = "quote"; } [ <AS> ] v = StringLiteral()
  | <ESCAPE> { name = "escape"; } [ <AS> ] v = StringLiteral()
  | <ENCODING> { name = "encoding"; } v = StringLiteral()
  | <FORCE>
    ( <QUOTE> { name = "force_quote"; } ( <STAR> { v = SqlIdentifier.star(at(token)); } | v = NameNodes() )
    | <NOT> <NULL> { name = "force_not_null"; } v = NameNodes()
    | <NULL> { name = "force_null"; } v = NameNodes() )
  )
  { settings.add(new Option(name, v, at(t))); }
}

SqlNode NameNodes() : { final List<SqlIdentifier> names; }
{ names = Names() { return NodeFactory.names(names); } }

Command Prepared() : { final Token start; final String name; List<SqlDataTypeSpec> types = new ArrayList<SqlDataTypeSpec>(); SqlDataTypeSpec type; SqlNode n; Command c; String id; }
{
  LOOKAHEAD({ k(1) == PREPARE && k(2) == TRANSACTION }) <PREPARE> <TRANSACTION> id = StringConstant()
  { return new TransactionCommand.TwoPhase("PREPARE TRANSACTION", id); }
|
  <PREPARE> name = Name()
  [ <LPAREN> type = TypeName() { types.add(type); } ( <COMMA> type = TypeName() { types.add(type); } )* <RPAREN> ]
  <AS> { start = getToken(1); } n = PreparableStatement()
  { return new PreparedCommand.Prepare(name, types, n, textFrom(start)); }
|
  c = ExecuteCommand() { return c; }
|
  <DEALLOCATE> [ LOOKAHEAD({ k(1) == PREPARE && (k(2) == ALL || isColumnName(2)) }) <PREPARE> ]
  ( <ALL> { return new PreparedCommand.Deallocate(null); } | id = Name() { return new PreparedCommand.Deallocate(id); } )
}

Command ExecuteCommand() : { final String name; SqlNodeList arguments = SqlNodeList.EMPTY; }
{
  <EXECUTE> name = Name() [ <LPAREN> arguments = ExprList() <RPAREN> ]
  { return new PreparedCommand.Execute(name, arguments.getList()); }
}

Command Cursor() : { final Command c; final String name; boolean move = false; }
{
  c = DeclareCommand() { return c; }
| ( <FETCH> | <MOVE> { move = true; } ) c = FetchArguments(move) { return c; }
| <CLOSE> ( <ALL> { return new CursorCommand.Close(null); } | name = Name() { return new CursorCommand.Close(name); } )
}

Command DeclareCommand() :
{ final String name; boolean binary = false, insensitive = false, hold = false; Boolean scroll = null; final Token start; final SqlNode q; }
{
  <DECLARE> name = Name()
  ( <BINARY> { binary = true; } | <INSENSITIVE> { insensitive = true; } | <ASENSITIVE> | <SCROLL> { scroll = true; }
  | <NO> <SCROLL> { scroll = false; } )*
  <CURSOR> [ <WITH> <HOLD> { hold = true; } | <WITHOUT> <HOLD> ] <FOR> { start = getToken(1); } q = Query()
  { return new CursorCommand.Declare(name, binary, insensitive, scroll, hold, q, textFrom(start)); }
}

/* A direction's word is a cursor's name when FROM, IN or a name does not follow. */
Command FetchArguments(boolean move) : { CursorCommand.Direction d = CursorCommand.Direction.FORWARD; long n = 1; final String name; }
{
  [
    LOOKAHEAD({ isFetchDirection() })
    ( <NEXT> | <PRIOR> { d = CursorCommand.Direction.BACKWARD; }
    | <FIRST> { d = CursorCommand.Direction.ABSOLUTE; } | <LAST> { d = CursorCommand.Direction.ABSOLUTE; n = -1; }
    | <ABSOLUTE> { d = CursorCommand.Direction.ABSOLUTE; } n = SignedInteger()
    | <RELATIVE> { d = CursorCommand.Direction.RELATIVE; } n = SignedInteger()
    | <ALL> { n = Long.MAX_VALUE; }
    | <FORWARD> [ n = Count() ]
    | <BACKWARD> { d = CursorCommand.Direction.BACKWARD; } [ n = Count() ]
    | n = SignedInteger() )
  ]
  [ <FROM> | <IN> ] name = Name()
  { return new CursorCommand.Fetch(name, d, n, move); }
}

long Count() : { final long n; }
{ <ALL> { return Long.MAX_VALUE; } | n = SignedInteger() { return n; } }

long SignedInteger() : { boolean minus = false; }
{ [ <PLUS> | <MINUS> { minus = true; } ] <ICONST> { return NodeFactory.integer((PgToken) token, minus); } }

Command Notification() : { final String name; String payload = ""; }
{
  <LISTEN> name = Name() { return new NotificationCommand.Listen(name); }
| <UNLISTEN> ( <STAR> { return new NotificationCommand.Unlisten(null); } | name = Name() { return new NotificationCommand.Unlisten(name); } )
| <NOTIFY> name = Name() [ <COMMA> payload = StringConstant() ] { return new NotificationCommand.Notify(name, payload); }
}

Command Maintenance() : { final List<Option> settings = new ArrayList<Option>(); List<MaintenanceCommand.Target> targets = new ArrayList<MaintenanceCommand.Target>(); }
{
  <CHECKPOINT> { return new MaintenanceCommand.Checkpoint(); }
|
  <VACUUM>
  ( LOOKAHEAD({ k(1) == LPAREN }) <LPAREN> GenericOption(settings) ( <COMMA> GenericOption(settings) )* <RPAREN>
  | [ <FULL> { settings.add(new Option("full", null, at(token))); } ] [ <FREEZE> { settings.add(new Option("freeze", null, at(token))); } ]
    [ <VERBOSE> { settings.add(new Option("verbose", null, at(token))); } ]
    [ ( <ANALYZE> | <ANALYSE> ) { settings.add(new Option("analyze", null, at(token))); } ] )
  [ targets = Targets() ] { return new MaintenanceCommand.Vacuum(settings, targets); }
|
  ( <ANALYZE> | <ANALYSE> )
  ( LOOKAHEAD({ k(1) == LPAREN }) <LPAREN> GenericOption(settings) ( <COMMA> GenericOption(settings) )* <RPAREN>
  | [ <VERBOSE> { settings.add(new Option("verbose", null, at(token))); } ] )
  [ targets = Targets() ] { return new MaintenanceCommand.Analyze(settings, targets); }
}

List<MaintenanceCommand.Target> Targets() : { MaintenanceCommand.Target t; final List<MaintenanceCommand.Target> list = new ArrayList<MaintenanceCommand.Target>(); }
{ t = OneTarget() { list.add(t); } ( <COMMA> t = OneTarget() { list.add(t); } )* { return list; } }

MaintenanceCommand.Target OneTarget() : { final SqlIdentifier n; List<SqlIdentifier> columns = new ArrayList<SqlIdentifier>(); }
{ n = QualifiedName() [ columns = ParenthesizedNames() ] { return new MaintenanceCommand.Target(n, columns); } }

Command Lock() : { final List<SqlIdentifier> tables; String mode = "ACCESS EXCLUSIVE"; boolean noWait = false; }
{
  <LOCK> [ <TABLE> ] tables = Relations() [ <IN> mode = LockMode() <MODE> ] [ <NOWAIT> { noWait = true; } ]
  { return new LockTable(tables, mode, noWait); }
}

String LockMode() : { String mode; }
{
  ( <ACCESS> ( <SHARE> { mode = "ACCESS SHARE"; } | <EXCLUSIVE> { mode = "ACCESS EXCLUSIVE"; } )
  | <ROW> ( <SHARE> { mode = "ROW SHARE"; } | <EXCLUSIVE> { mode = "ROW EXCLUSIVE"; } )
  | <SHARE> { mode = "SHARE"; }
    [ <UPDATE> <EXCLUSIVE> { mode = "SHARE UPDATE EXCLUSIVE"; } | <ROW> <EXCLUSIVE> { mode = "SHARE ROW EXCLUSIVE"; } ]
  | <EXCLUSIVE> { mode = "EXCLUSIVE"; } )
  { return mode; }
}

Command Do() : { String language = null; final String body; }
{
  <DO> [ <LANGUAGE> language = Language() ] body = StringConstant() [ <LANGUAGE> language = Language() ]
  { return new DoBlock(language, body); }
}

String Language() : { final String name; }
{ ( name = Name() | name = StringConstant() ) { return name; } }

Command Call() : { final SqlNode e; }
{ <CALL> e = WindowlessFunction() { return new CallProcedure((FunctionCall) e); } }

Command GrantCommand() : { final Token t; }
{
  ( <GRANT> | <REVOKE> ) { t = token; } ColLabelToken() Rest() { return new PrivilegeCommand.Grant(t.kind == GRANT, textFrom(t)); }
}
