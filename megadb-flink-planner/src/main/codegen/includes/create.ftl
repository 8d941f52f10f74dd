Command Create() :
{ Command c; boolean replace = false; Persistence persistence = Persistence.PERMANENT; boolean recursive = false; boolean unique = false; }
{
  <CREATE> [ <OR> <REPLACE> { replace = true; } ]
  [ LOOKAHEAD(1) ( <GLOBAL> | <LOCAL> ) ]
  [ <TEMPORARY> { persistence = Persistence.TEMPORARY; } | <TEMP> { persistence = Persistence.TEMPORARY; }
  | <UNLOGGED> { persistence = Persistence.UNLOGGED; } ]
  (
    LOOKAHEAD({ !replace && k(1) == TABLE }) <TABLE> c = CreateTableCommand(persistence)
  | [ <RECURSIVE> { recursive = true; } ] <VIEW> c = CreateViewCommand(replace, persistence, recursive)
  | LOOKAHEAD({ !replace && k(1) == SEQUENCE }) <SEQUENCE> c = CreateSequenceCommand(persistence)
  | LOOKAHEAD({ !replace && persistence == Persistence.PERMANENT && k(1) == MATERIALIZED })
    <MATERIALIZED> <VIEW> c = CreateMaterializedViewCommand()
  | LOOKAHEAD({ !replace && persistence == Persistence.PERMANENT && (k(1) == INDEX || k(1) == UNIQUE) })
    [ <UNIQUE> { unique = true; } ] <INDEX> c = CreateIndexCommand(unique)
  | LOOKAHEAD({ !replace && persistence == Persistence.PERMANENT && k(1) == SCHEMA }) <SCHEMA> c = CreateSchemaCommand()
  | LOOKAHEAD({ !replace && persistence == Persistence.PERMANENT && (k(1) == USER && k(2) != MAPPING || k(1) == ROLE || k(1) == GROUP) })
    ( <USER> | <ROLE> | <GROUP> ) c = RoleDefinition("CREATE")
  | LOOKAHEAD({ persistence == Persistence.PERMANENT && word(1, "property") && word(2, "graph") })
    <IDENTIFIER> <IDENTIFIER> c = CreatePropertyGraphCommand(replace)
  | LOOKAHEAD({ persistence == Persistence.PERMANENT }) c = CreateUnsupported()
  )
  { return c; }
}

Command CreateUnsupported() : { String kind; }
{
  ( <FUNCTION> | <PROCEDURE> | <AGGREGATE> | <EXTENSION> | <TYPE> | <DOMAIN> | <TRIGGER> | <RULE> | <POLICY> | <DATABASE>
  | <CAST> | <COLLATION> | <CONVERSION> | <OPERATOR> | <LANGUAGE> | <TABLESPACE> | <PUBLICATION> | <SUBSCRIPTION>
  | <STATISTICS> | <SERVER> | <TRANSFORM> )
  { kind = value(token); } Rest() { return NodeFactory.unsupported("CREATE", kind); }
|
  <TRUSTED> [ <PROCEDURAL> ] <LANGUAGE> Rest() { return NodeFactory.unsupported("CREATE", "language"); }
| <PROCEDURAL> <LANGUAGE> Rest() { return NodeFactory.unsupported("CREATE", "language"); }
| <CONSTRAINT> <TRIGGER> Rest() { return NodeFactory.unsupported("CREATE", "trigger"); }
| <USER> <MAPPING> Rest() { return NodeFactory.unsupported("CREATE", "user mapping"); }
| <FOREIGN> ( <TABLE> { kind = "foreign table"; } | <DATA> <WRAPPER> { kind = "foreign data wrapper"; } ) Rest()
  { return NodeFactory.unsupported("CREATE", kind); }
| <ACCESS> <METHOD> Rest() { return NodeFactory.unsupported("CREATE", "access method"); }
| <EVENT> <TRIGGER> Rest() { return NodeFactory.unsupported("CREATE", "event trigger"); }
| <TEXT> <SEARCH> Rest() { return NodeFactory.unsupported("CREATE", "text search"); }
}

boolean IfNotExists() : {}
{ LOOKAHEAD({ k(1) == IF && k(2) == NOT }) <IF> <NOT> <EXISTS> { return true; } | { return false; } }

boolean IfExists() : {}
{ LOOKAHEAD({ k(1) == IF && k(2) == EXISTS }) <IF> <EXISTS> { return true; } | { return false; } }

boolean DropBehavior() : {}
{ LOOKAHEAD(1) <CASCADE> { return true; } | [ LOOKAHEAD(1) <RESTRICT> ] { return false; } }

SqlIdentifier AccessMethod() : { SqlIdentifier m = null; }
{ [ <USING> m = ColId() ] { return m; } }

List<Option> WithOptions() : { List<Option> list = new ArrayList<Option>(); }
{ [ <WITH> list = Definition() | <WITHOUT> <OIDS> ] { return list; } }

boolean WithData() : { boolean data = true; }
{ [ <WITH> [ <NO> { data = false; } ] <DATA> ] { return data; } }

Command CreateTableCommand(Persistence persistence) :
{
  final boolean ifNotExists; final SqlIdentifier name; SqlIdentifier method; List<Option> settings; String onCommit = null;
  final TableElements elements = new TableElements(); List<SqlIdentifier> columns = null; SqlNode query; boolean data;
  boolean partitioning = false; List<SqlIdentifier> inherits = new ArrayList<SqlIdentifier>();
}
{
  ifNotExists = IfNotExists() name = QualifiedName()
  (
    LOOKAHEAD({ k(1) == LPAREN && !NodeFactory.isNameList(k(2), k(3)) })
    <LPAREN> [ TableElement(elements) ( <COMMA> TableElement(elements) )* ] <RPAREN>
    [ <INHERITS> <LPAREN> inherits = QualifiedNames() <RPAREN> ]
    [ <PARTITION> <BY> { partitioning = true; } PartitionKey() ]
    method = AccessMethod() settings = WithOptions() [ onCommit = OnCommit() ] [ <TABLESPACE> Name() ]
    { return elements.table(persistence, ifNotExists, name, inherits, method, settings, partitioning, onCommit); }
  |
    LOOKAHEAD({ k(1) == PARTITION || k(1) == OF }) Rest()
    { return NodeFactory.unsupported("CREATE", "table of a type or partition"); }
  |
    [ columns = ParenthesizedNames() ]
    method = AccessMethod() settings = WithOptions() [ onCommit = OnCommit() ] [ <TABLESPACE> Name() ]
    <AS> query = TableQuery() data = WithData()
    { return new CreateTableAs(persistence, ifNotExists, name, columns, method, settings, query, data); }
  )
}

SqlNode TableQuery() : { final SqlNode q; final Token t; Command c; }
{
  { t = getToken(1); }
  ( q = Query() { return q; } | c = ExecuteCommand() { return new CommandNode(c, at(t)); } )
}

void PartitionKey() : {}
{ ColLabelToken() <LPAREN> IndexElements() <RPAREN> }

String OnCommit() : {}
{
  <ON> <COMMIT> ( <DROP> { return "DROP"; } | <DELETE> <ROWS> { return "DELETE ROWS"; } | <PRESERVE> <ROWS> { return "PRESERVE ROWS"; } )
}

void TableElement(TableElements elements) : { ColumnDefinition column; Constraint constraint; SqlIdentifier like; }
{
  <LIKE> like = QualifiedName() ( ( <INCLUDING> | <EXCLUDING> ) ColLabelToken() )* { elements.addLike(like); }
| LOOKAHEAD({ isTableConstraint() }) constraint = TableConstraint() { elements.addConstraint(constraint); }
| column = Column() { elements.addColumn(column); }
}

ColumnDefinition Column() :
{
  final SqlIdentifier name; final SqlDataTypeSpec type; SqlIdentifier collation = null; Constraint c;
  final List<Constraint> constraints = new ArrayList<Constraint>();
}
{
  name = ColId() type = TypeName()
  ( <COLLATE> collation = QualifiedName() | LOOKAHEAD({ isColumnConstraint() }) c = ColumnConstraint() { constraints.add(c); }
  | { if (constraints.isEmpty()) { throw unexpected(); } } c = Deferral(constraints) { constraints.set(constraints.size() - 1, c); } )*
  { return new ColumnDefinition(name, type, collation, constraints, name.getParserPosition()); }
}

Constraint ColumnConstraint() :
{
  final Token t; final ConstraintBuilder b; SqlIdentifier name = null; Token start; SqlNode e; List<Option> settings;
  boolean always = false;
}
{
  { t = getToken(1); } [ <CONSTRAINT> name = ColId() ] { b = new ConstraintBuilder(name, at(t)); }
  (
    LOOKAHEAD({ k(1) == NOT && k(2) != DEFERRABLE }) <NOT> <NULL> { return b.build(Constraint.Kind.NOT_NULL); }
  | <NULL> { return b.build(Constraint.Kind.NULL); }
  | <DEFAULT_> { start = getToken(1); } e = BExpr() { return b.expression(e, textFrom(start)).build(Constraint.Kind.DEFAULT); }
  | <CHECK> <LPAREN> { start = getToken(1); } e = AExpr() { b.expression(e, textFrom(start)); } <RPAREN> [ <NO> <INHERIT> ]
    { return b.build(Constraint.Kind.CHECK); }
  | <UNIQUE> settings = WithOptions() IndexTablespace() Enforcement(b) { return b.with(settings).build(Constraint.Kind.UNIQUE); }
  | <PRIMARY> <KEY> settings = WithOptions() IndexTablespace() Enforcement(b) { return b.with(settings).build(Constraint.Kind.PRIMARY_KEY); }
  | ReferencesClause(b) { return b.build(Constraint.Kind.FOREIGN_KEY); }
  | <GENERATED> ( <ALWAYS> { always = true; } | <BY> <DEFAULT_> ) <AS>
    ( <IDENTITY> { settings = new ArrayList<Option>(); } [ <LPAREN> settings = SequenceOptions() <RPAREN> ]
      { return b.always(always).with(settings).build(Constraint.Kind.IDENTITY); }
    | <LPAREN> { start = getToken(1); } e = AExpr() { b.expression(e, textFrom(start)); } <RPAREN> <STORED>
      { return b.always(always).build(Constraint.Kind.GENERATED); } )
  )
}

void IndexTablespace() : {}
{ [ <USING> <INDEX> <TABLESPACE> Name() ] }

/* NOT ENFORCED is not PostgreSQL 15's: only these words in this place. */
void Enforcement(ConstraintBuilder b) : {}
{
  [ LOOKAHEAD({ k(1) == NOT && word(2, "enforced") }) <NOT> <IDENTIFIER> { b.notEnforced(); }
  | LOOKAHEAD({ word(1, "enforced") }) <IDENTIFIER> ]
}

Constraint Deferral(List<Constraint> constraints) : { final ConstraintBuilder b = ConstraintBuilder.of(constraints.get(constraints.size() - 1)); }
{ TimingWord(b) { return b.build(constraints.get(constraints.size() - 1).kind()); } }

void TimingWord(ConstraintBuilder b) : {}
{
  <DEFERRABLE> { b.timing(Constraint.Timing.DEFERRABLE); }
| LOOKAHEAD({ k(1) == NOT && k(2) == DEFERRABLE }) <NOT> <DEFERRABLE>
| <INITIALLY> ( <DEFERRED> { b.timing(Constraint.Timing.INITIALLY_DEFERRED); } | <IMMEDIATE> )
}

void ReferencesClause(ConstraintBuilder b) :
{ final SqlIdentifier table; List<SqlIdentifier> columns = new ArrayList<SqlIdentifier>(); String match = "SIMPLE"; String update = "NO ACTION"; String delete = "NO ACTION"; }
{
  <REFERENCES> table = QualifiedName() [ columns = ParenthesizedNames() ]
  [ <MATCH> ( <FULL> | <PARTIAL> | <SIMPLE> ) { match = value(token).toUpperCase(java.util.Locale.ROOT); } ]
  ( LOOKAHEAD({ k(1) == ON && k(2) == UPDATE }) <ON> <UPDATE> update = KeyAction()
  | LOOKAHEAD({ k(1) == ON && k(2) == DELETE }) <ON> <DELETE> delete = KeyAction() )*
  { b.reference(new Constraint.Reference(table, columns, match, update, delete)); }
}

String KeyAction() : {}
{
  <NO> <ACTION> { return "NO ACTION"; } | <RESTRICT> { return "RESTRICT"; } | <CASCADE> { return "CASCADE"; }
| <SET> ( <NULL> { return "SET NULL"; } | <DEFAULT_> { return "SET DEFAULT"; } )
}

Constraint TableConstraint() :
{
  final Token t; final ConstraintBuilder b; SqlIdentifier name = null; Token start; SqlNode e; List<SqlIdentifier> columns;
  List<Option> settings; Constraint.Kind kind;
}
{
  { t = getToken(1); } [ <CONSTRAINT> name = ColId() ] { b = new ConstraintBuilder(name, at(t)); }
  (
    <CHECK> <LPAREN> { start = getToken(1); } e = AExpr() { b.expression(e, textFrom(start)); } <RPAREN>
    { kind = Constraint.Kind.CHECK; }
  | ( <UNIQUE> { kind = Constraint.Kind.UNIQUE; } | <PRIMARY> <KEY> { kind = Constraint.Kind.PRIMARY_KEY; } )
    ( columns = ParenthesizedNames() { b.columns(columns); } [ <INCLUDE> <LPAREN> Names() <RPAREN> ]
      settings = WithOptions() { b.with(settings); } IndexTablespace()
    | <USING> <INDEX> Name() { if (true) { throw NodeFactory.notSupported("a constraint USING INDEX", (PgToken) token); } } )
    Enforcement(b)
  | <FOREIGN> <KEY> columns = ParenthesizedNames() { b.columns(columns); } ReferencesClause(b) Enforcement(b)
    { kind = Constraint.Kind.FOREIGN_KEY; }
  | <EXCLUDE> { kind = null; if (true) { throw NodeFactory.notSupported("EXCLUDE constraints", (PgToken) token); } }
  )
  ( LOOKAHEAD({ k(1) != NOT || k(2) == DEFERRABLE }) TimingWord(b) | LOOKAHEAD({ k(1) == NO }) <NO> <INHERIT> )*
  { return b.build(kind); }
}

Command CreateViewCommand(boolean replace, Persistence persistence, boolean recursive) :
{
  final SqlIdentifier name; List<SqlIdentifier> columns = null; final List<Option> settings; final SqlNode query; final Token start;
  final String text; String check = null;
}
{
  name = QualifiedName() [ columns = ParenthesizedNames() ] settings = WithOptions() <AS> { start = getToken(1); }
  query = Query() { text = textFrom(start); }
  [ <WITH> { check = "CASCADED"; } [ <CASCADED> | <LOCAL> { check = "LOCAL"; } ] <CHECK> <OPTION> ]
  { return new CreateView(replace, persistence == Persistence.TEMPORARY, recursive, name, columns, settings, query, text, check); }
}

Command CreateMaterializedViewCommand() :
{
  final boolean ifNotExists; final SqlIdentifier name; List<SqlIdentifier> columns = null; final SqlIdentifier method;
  final List<Option> settings; final SqlNode query; final Token start; final String text; final boolean data;
}
{
  ifNotExists = IfNotExists() name = QualifiedName() [ columns = ParenthesizedNames() ] method = AccessMethod()
  settings = WithOptions() [ <TABLESPACE> Name() ] <AS> { start = getToken(1); } query = Query() { text = textFrom(start); }
  data = WithData()
  { return new CreateMaterializedView(ifNotExists, name, columns, method, settings, query, text, data); }
}

Command CreateIndexCommand(boolean unique) :
{
  boolean concurrently = false, ifNotExists, notDistinct = false; SqlIdentifier name = null; final SqlIdentifier table, method;
  final List<IndexElement> elements; List<IndexElement> include = new ArrayList<IndexElement>(); final List<Option> settings;
  SqlNode where = null;
}
{
  [ <CONCURRENTLY> { concurrently = true; } ] ifNotExists = IfNotExists() [ name = ColId() ] <ON> table = RelationExpr()
  method = AccessMethod() <LPAREN> elements = IndexElements() <RPAREN>
  [ <INCLUDE> <LPAREN> include = IndexElements() <RPAREN> ]
  [ <NULLS> [ <NOT> { notDistinct = true; } ] <DISTINCT> ]
  settings = WithOptions() [ <TABLESPACE> Name() ] [ <WHERE> where = AExpr() ]
  { return new CreateIndex(unique, concurrently, ifNotExists, name, table, method, elements, include, notDistinct, settings, where); }
}

List<IndexElement> IndexElements() : { IndexElement e; final List<IndexElement> list = new ArrayList<IndexElement>(); }
{ e = Element() { list.add(e); } ( <COMMA> e = Element() { list.add(e); } )* { return list; } }

IndexElement Element() :
{
  final Token t; SqlNode e; SqlIdentifier collation = null, operatorClass = null; boolean descending = false; Boolean first;
  List<Option> settings = new ArrayList<Option>();
}
{
  { t = getToken(1); }
  ( LOOKAHEAD({ k(1) == LPAREN }) <LPAREN> e = AExpr() <RPAREN>
  | LOOKAHEAD({ isColumnName(1) && k(2) != LPAREN && k(2) != DOT }) e = ColId()
  | e = WindowlessFunction() )
  [ <COLLATE> collation = QualifiedName() ]
  [ LOOKAHEAD({ isColumnName(1) && k(1) != NULLS }) operatorClass = QualifiedName() [ settings = Definition() ] ]
  [ <ASC> | <DESC> { descending = true; } ]
  first = NullsOrder()
  { return new IndexElement(e, collation, operatorClass, settings, descending, first, at(t)); }
}

Command CreateSchemaCommand() :
{ final boolean ifNotExists; SqlIdentifier name = null, owner = null; SqlNode n; Token t; Command c; final List<SqlNode> elements = new ArrayList<SqlNode>(); }
{
  ifNotExists = IfNotExists()
  ( name = ColId() [ <AUTHORIZATION> owner = RoleName() ] | <AUTHORIZATION> owner = RoleName() )
  ( LOOKAHEAD(1) { t = getToken(1); } c = Create() { elements.add(new CommandNode(c, at(t))); } )*
  { return new CreateSchema(ifNotExists, name, owner, elements); }
}

Command CreateSequenceCommand(Persistence persistence) : { final boolean ifNotExists; final SqlIdentifier name; final List<Option> settings; }
{
  ifNotExists = IfNotExists() name = QualifiedName() settings = SequenceOptions()
  { return new CreateSequence(persistence, ifNotExists, name, settings); }
}

List<Option> SequenceOptions() : { Option o; final List<Option> list = new ArrayList<Option>(); }
{ ( o = SequenceOption() { list.add(o); } )* { return list; } }

Option SequenceOption() : { final Token t; SqlNode v = null; SqlDataTypeSpec type; SqlIdentifier owner; }
{
  { t = getToken(1); }
  (
    <AS> type = TypeName() { return new Option("as", type, at(t)); }
  | ( <CACHE> | <MAXVALUE> | <MINVALUE> ) v = NumericOnly() { return new Option(value(t), v, at(t)); }
  | <CYCLE> { return new Option("cycle", SqlLiteral.createBoolean(true, at(t)), at(t)); }
  | <INCREMENT> [ <BY> ] v = NumericOnly() { return new Option("increment", v, at(t)); }
  | <START> [ <WITH> ] v = NumericOnly() { return new Option("start", v, at(t)); }
  | <RESTART> [ [ <WITH> ] v = NumericOnly() ] { return new Option("restart", v, at(t)); }
  | <OWNED> <BY> owner = QualifiedName() { return new Option("owned by", owner, at(t)); }
  | <SEQUENCE> <NAME> owner = QualifiedName() { return new Option("sequence name", owner, at(t)); }
  | <NO> ( <CYCLE> { return new Option("cycle", SqlLiteral.createBoolean(false, at(t)), at(t)); }
    | ( <MAXVALUE> | <MINVALUE> ) { return new Option(value(token), null, at(t)); } )
  )
}

SqlIdentifier RoleName() : { final SqlIdentifier n; }
{ n = ColId() { return n; } | ( <CURRENT_USER> | <SESSION_USER> | <CURRENT_ROLE> ) { return NodeFactory.identifier((PgToken) token); } }

Command RoleDefinition(String verb) :
{ final SqlIdentifier role; final List<SqlIdentifier> roles = new ArrayList<SqlIdentifier>(); Token t; SqlNode v; final List<Option> settings = new ArrayList<Option>(); }
{
  role = RoleName() { roles.add(role); } [ LOOKAHEAD(1) <WITH> ]
  [ LOOKAHEAD({ verb.equals("ALTER") && (k(1) == SET || k(1) == RESET || k(1) == RENAME || k(1) == IN) }) ColLabelToken() Rest() ]
  (
    LOOKAHEAD({ k(1) != SEMICOLON && k(1) != EOF }) t = ColLabelToken() { v = null; }
    [ LOOKAHEAD(1) v = NumericOnly() | LOOKAHEAD(1) v = StringLiteral() | LOOKAHEAD({ k(0) == VALID && k(1) == UNTIL }) <UNTIL> v = StringLiteral() ]
    { settings.add(new Option(value(t), v, at(t))); }
    ( <COMMA> ColIdToken() )*
  )*
  { return new PrivilegeCommand.RoleCommand(verb, false, roles, settings); }
}
