Command Alter() : { final Command c; }
{
  <ALTER>
  (
    <TABLE> c = AlterTableCommand(ObjectKind.TABLE)
  | <VIEW> c = AlterTableCommand(ObjectKind.VIEW)
  | <INDEX> c = AlterTableCommand(ObjectKind.INDEX)
  | <SEQUENCE> c = AlterTableCommand(ObjectKind.SEQUENCE)
  | <MATERIALIZED> <VIEW> c = AlterTableCommand(ObjectKind.MATERIALIZED_VIEW)
  | LOOKAHEAD({ word(1, "property") && word(2, "graph") }) <IDENTIFIER> <IDENTIFIER> c = AlterTableCommand(ObjectKind.PROPERTY_GRAPH)
  | <SCHEMA> c = AlterNamed(ObjectKind.SCHEMA)
  | LOOKAHEAD({ k(1) == USER && k(2) == MAPPING }) <USER> <MAPPING> Rest() { return NodeFactory.unsupported("ALTER", "user mapping"); }
  | ( <USER> | <ROLE> | <GROUP> ) c = RoleDefinition("ALTER")
  | c = AlterUnsupported()
  )
  { return c; }
}

Command AlterNamed(ObjectKind kind) : { final SqlIdentifier name; final AlterAction action; }
{ name = QualifiedName() ( action = RenameAction() | action = OwnerAction() ) { return new AlterObject(kind, name, action); } }

Command AlterUnsupported() : { final String kind; }
{
  ( <FUNCTION> | <PROCEDURE> | <ROUTINE> | <AGGREGATE> | <EXTENSION> | <TYPE> | <DOMAIN> | <TRIGGER> | <RULE> | <POLICY>
  | <DATABASE> | <COLLATION> | <CONVERSION> | <OPERATOR> | <LANGUAGE> | <TABLESPACE> | <PUBLICATION> | <SUBSCRIPTION>
  | <STATISTICS> | <SERVER> | <SYSTEM> | <FOREIGN> | <EVENT> | <LARGE> | <TEXT> | <DEFAULT_> )
  { kind = value(token); } Rest() { return NodeFactory.unsupported("ALTER", kind); }
}

Command AlterTableCommand(ObjectKind kind) :
{ final boolean ifExists; final SqlIdentifier name; SqlIdentifier n; AlterAction a; final List<AlterAction> list = new ArrayList<AlterAction>(); List<Option> settings; }
{
  ifExists = IfExists() name = RelationExpr()
  (
    a = RenameAction() { list.add(a); }
  | LOOKAHEAD({ k(1) == SET && k(2) == SCHEMA }) <SET> <SCHEMA> n = ColId() { list.add(new AlterAction.SetSchema(n)); }
  | LOOKAHEAD({ kind != ObjectKind.SEQUENCE || k(1) == OWNER || k(1) == SET })
    a = TableAction() { list.add(a); } ( <COMMA> a = TableAction() { list.add(a); } )*
  | settings = SequenceOptions() { list.add(new AlterAction.SequenceOptions(settings)); }
  )
  { return new AlterTable(kind, ifExists, name, list); }
}

AlterAction RenameAction() : { final SqlIdentifier from, to; }
{
  <RENAME>
  (
    <TO> to = ColId() { return new AlterAction.RenameTo(to); }
  | <CONSTRAINT> from = ColId() <TO> to = ColId() { return new AlterAction.RenameConstraint(from, to); }
  | [ <COLUMN> ] from = ColId() <TO> to = ColId() { return new AlterAction.RenameColumn(from, to); }
  )
}

AlterAction OwnerAction() : { final SqlIdentifier role; }
{ <OWNER> <TO> role = RoleName() { return new AlterAction.OwnerTo(role); } }

AlterAction TableAction() :
{ boolean flag; ColumnDefinition column; Constraint constraint; SqlIdentifier n; boolean cascade; List<Option> settings; AlterAction a; Token t; }
{
  <ADD>
  (
    LOOKAHEAD({ isTableConstraint() })
    constraint = TableConstraint() { flag = false; } [ <NOT> <VALID> { flag = true; } ]
    { return new AlterAction.AddConstraint(constraint, flag); }
  | [ <COLUMN> ] flag = IfNotExists() column = Column() { return new AlterAction.AddColumn(flag, column); }
  )
|
  <DROP>
  ( <CONSTRAINT> flag = IfExists() n = ColId() cascade = DropBehavior() { return new AlterAction.DropConstraint(flag, n, cascade); }
  | [ <COLUMN> ] flag = IfExists() n = ColId() cascade = DropBehavior() { return new AlterAction.DropColumn(flag, n, cascade); } )
|
  <ALTER> [ <COLUMN> ] n = ColId() a = ColumnAction(n) { return a; }
|
  <VALIDATE> <CONSTRAINT> n = ColId() { return new AlterAction.ValidateConstraint(n); }
|
  <SET>
  ( settings = Definition() { return new AlterAction.SetOptions(settings); }
  | <ACCESS> <METHOD> n = ColId() { return new AlterAction.SetAccessMethod(n); }
  | { t = getToken(1); } ( <LOGGED> | <UNLOGGED> | <TABLESPACE> | <WITHOUT> )
    { throw NodeFactory.notSupported("ALTER TABLE SET " + value(t).toUpperCase(java.util.Locale.ROOT), (PgToken) t); } )
|
  <RESET> settings = Definition() { return new AlterAction.ResetOptions(settings); }
|
  a = OwnerAction() { return a; }
|
  { t = getToken(1); } ( <ENABLE> | <DISABLE> | <CLUSTER> | <INHERIT> | <NO> | <OF> | <NOT> | <REPLICA> | <FORCE> | <ATTACH> | <DETACH> )
  { throw NodeFactory.notSupported("ALTER TABLE " + value(t).toUpperCase(java.util.Locale.ROOT), (PgToken) t); }
}

AlterAction ColumnAction(SqlIdentifier column) :
{ final SqlDataTypeSpec type; SqlIdentifier collation = null; SqlNode using = null; SqlNode value; Token start; Token t; }
{
  LOOKAHEAD({ k(1) == TYPE || k(1) == SET && k(2) == DATA }) [ <SET> <DATA> ] <TYPE> type = TypeName()
  [ <COLLATE> collation = QualifiedName() ] [ <USING> using = AExpr() ]
  { return new AlterAction.AlterColumnType(column, type, collation, using); }
|
  <SET>
  ( <DEFAULT_> { start = getToken(1); } value = AExpr() { return new AlterAction.SetDefault(column, value, textFrom(start)); }
  | <NOT> <NULL> { return new AlterAction.SetNotNull(column, true); }
  | { t = getToken(1); } ( <STATISTICS> | <STORAGE> | <COMPRESSION> | <GENERATED> | <LPAREN> )
    { throw NodeFactory.notSupported("ALTER COLUMN SET " + value(t).toUpperCase(java.util.Locale.ROOT), (PgToken) t); } )
|
  <DROP>
  ( <DEFAULT_> { return new AlterAction.SetDefault(column, null, null); }
  | <NOT> <NULL> { return new AlterAction.SetNotNull(column, false); }
  | ( <IDENTITY> | <EXPRESSION> ) { throw NodeFactory.notSupported("ALTER COLUMN DROP " + value(token).toUpperCase(java.util.Locale.ROOT), (PgToken) token); } )
|
  ( <ADD> | <RESET> | <RESTART> ) { throw NodeFactory.notSupported("ALTER COLUMN " + value(token).toUpperCase(java.util.Locale.ROOT), (PgToken) token); }
}

Command DropCommand() : { ObjectKind kind; String what; boolean concurrently = false; boolean ifExists; List<SqlIdentifier> names; boolean cascade; SqlIdentifier n; }
{
  <DROP>
  (
    LOOKAHEAD({ (k(1) == USER || k(1) == ROLE || k(1) == GROUP) && k(2) != MAPPING })
    ( <USER> | <ROLE> | <GROUP> ) ifExists = IfExists() names = RoleNames()
    { return new PrivilegeCommand.RoleCommand("DROP", ifExists, names, new ArrayList<Option>()); }
  |
    ( <OWNED> | <CAST> | <TRANSFORM> | <USER> <MAPPING> | <OPERATOR> ) { what = value(token); } Rest()
    { return NodeFactory.unsupported("DROP", what); }
  |
    ( <FUNCTION> { kind = ObjectKind.FUNCTION; } | <PROCEDURE> { kind = ObjectKind.PROCEDURE; } | <ROUTINE> { kind = ObjectKind.ROUTINE; }
    | <AGGREGATE> { kind = ObjectKind.AGGREGATE; } )
    ifExists = IfExists() names = FunctionNames() cascade = DropBehavior()
    { return new Drop(kind, ifExists, false, names, cascade); }
  |
    ( <TRIGGER> { kind = ObjectKind.TRIGGER; } | <RULE> { kind = ObjectKind.RULE; } | <POLICY> { kind = ObjectKind.POLICY; } )
    ifExists = IfExists() n = ColId() <ON> names = QualifiedNames() cascade = DropBehavior()
    { return new Drop(kind, ifExists, false, java.util.Collections.singletonList(n), cascade); }
  |
    kind = DropKind() [ <CONCURRENTLY> { if (kind != ObjectKind.INDEX) { throw NodeFactory.syntaxError((PgToken) token); } concurrently = true; } ]
    ifExists = IfExists() names = QualifiedNames() cascade = DropBehavior()
    { return new Drop(kind, ifExists, concurrently, names, cascade); }
  )
}

List<SqlIdentifier> RoleNames() : { SqlIdentifier n; final List<SqlIdentifier> list = new ArrayList<SqlIdentifier>(); }
{ n = RoleName() { list.add(n); } ( <COMMA> n = RoleName() { list.add(n); } )* { return list; } }

List<SqlIdentifier> FunctionNames() : { SqlIdentifier n; final List<SqlIdentifier> list = new ArrayList<SqlIdentifier>(); }
{
  n = QualifiedName() { list.add(n); } [ ArgumentTypes() ]
  ( <COMMA> n = QualifiedName() { list.add(n); } [ ArgumentTypes() ] )* { return list; }
}

void ArgumentTypes() : {}
{ <LPAREN> [ <STAR> | TypeName() ( <COMMA> TypeName() )* ] <RPAREN> }

ObjectKind DropKind() : {}
{
  <TABLE> { return ObjectKind.TABLE; } | <VIEW> { return ObjectKind.VIEW; } | <MATERIALIZED> <VIEW> { return ObjectKind.MATERIALIZED_VIEW; }
| <INDEX> { return ObjectKind.INDEX; } | <SEQUENCE> { return ObjectKind.SEQUENCE; } | <SCHEMA> { return ObjectKind.SCHEMA; }
| <DATABASE> { return ObjectKind.DATABASE; } | <EXTENSION> { return ObjectKind.EXTENSION; } | <TYPE> { return ObjectKind.TYPE; }
| <DOMAIN> { return ObjectKind.DOMAIN; } | <COLLATION> { return ObjectKind.COLLATION; } | <CONVERSION> { return ObjectKind.CONVERSION; }
| [ <PROCEDURAL> ] <LANGUAGE> { return ObjectKind.LANGUAGE; } | <TABLESPACE> { return ObjectKind.TABLESPACE; }
| <PUBLICATION> { return ObjectKind.PUBLICATION; } | <SUBSCRIPTION> { return ObjectKind.SUBSCRIPTION; }
| <STATISTICS> { return ObjectKind.STATISTICS; } | <SERVER> { return ObjectKind.SERVER; }
| <FOREIGN> ( <TABLE> { return ObjectKind.FOREIGN_TABLE; } | <DATA> <WRAPPER> { return ObjectKind.FOREIGN_DATA_WRAPPER; } )
| LOOKAHEAD({ word(1, "property") && word(2, "graph") }) <IDENTIFIER> <IDENTIFIER> { return ObjectKind.PROPERTY_GRAPH; }
| <ACCESS> <METHOD> { return ObjectKind.ACCESS_METHOD; } | <EVENT> <TRIGGER> { return ObjectKind.EVENT_TRIGGER; }
}

Command CommentCommand() : { final ObjectKind kind; final SqlIdentifier name; SqlIdentifier table = null; String text = null; }
{
  <COMMENT> <ON>
  (
    ( kind = DropKind() | <COLUMN> { kind = ObjectKind.COLUMN; } | <ROLE> { kind = ObjectKind.ROLE; } ) name = QualifiedName()
  | ( <CONSTRAINT> { kind = ObjectKind.CONSTRAINT; } | <TRIGGER> { kind = ObjectKind.TRIGGER; } | <RULE> { kind = ObjectKind.RULE; }
    | <POLICY> { kind = ObjectKind.POLICY; } )
    name = ColId() <ON> [ LOOKAHEAD({ k(1) == DOMAIN && isColumnName(2) }) <DOMAIN> ] table = QualifiedName()
  | ( <FUNCTION> { kind = ObjectKind.FUNCTION; } | <PROCEDURE> { kind = ObjectKind.PROCEDURE; } | <ROUTINE> { kind = ObjectKind.ROUTINE; }
    | <AGGREGATE> { kind = ObjectKind.AGGREGATE; } )
    name = QualifiedName() [ ArgumentTypes() ]
  )
  <IS> ( text = StringConstant() | <NULL> )
  { return new Comment(kind, name, table, text); }
}
