Command InsertCommand(SqlNodeList with) :
{
  final SqlIdentifier table; SqlIdentifier alias = null; List<SqlNode> columns = null; Insert.Overriding overriding = null;
  SqlNode source = null; OnConflict conflict = null; SqlNodeList returning = null;
}
{
  <INSERT> <INTO> table = QualifiedName() [ <AS> alias = ColId() ]
  (
    <DEFAULT_> <VALUES>
  |
    [ LOOKAHEAD({ k(1) == LPAREN && !isQueryStart(2) && k(2) != LPAREN }) <LPAREN> columns = InsertColumns() <RPAREN> ]
    [ overriding = OverridingClause() ]
    source = Query()
  )
  [ conflict = OnConflictClause() ]
  [ <RETURNING> returning = TargetList() ]
  { return new Insert(with, table, alias, columns, overriding, source, conflict, returning); }
}

Insert.Overriding OverridingClause() : { Insert.Overriding overriding; }
{
  <OVERRIDING> ( <SYSTEM> { overriding = Insert.Overriding.SYSTEM; } | <USER> { overriding = Insert.Overriding.USER; } )
  <VALUE> { return overriding; }
}

List<SqlNode> InsertColumns() : { SqlNode c; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{ c = TargetColumn() { list.add(c); } ( <COMMA> c = TargetColumn() { list.add(c); } )* { return list; } }

SqlNode TargetColumn() : { SqlNode c; }
{ c = ColId() c = Indirection(c) { return c; } }

OnConflict OnConflictClause() :
{
  final Token t; List<IndexElement> target = null; SqlNode targetWhere = null; SqlIdentifier constraint = null;
  List<Assignment> assignments = null; SqlNode where = null; SqlParserPos targetPos = null;
}
{
  <ON> { t = token; } <CONFLICT>
  [ <ON> <CONSTRAINT> constraint = ColId()
  | <LPAREN> { targetPos = at(token); } target = IndexElements() <RPAREN> [ <WHERE> targetWhere = AExpr() ] ]
  <DO> ( <NOTHING> | <UPDATE> <SET> assignments = Assignments() [ <WHERE> where = AExpr() ] )
  { return new OnConflict(target, targetWhere, constraint, assignments, where, at(t), targetPos); }
}

List<Assignment> Assignments() : { Assignment a; final List<Assignment> list = new ArrayList<Assignment>(); }
{ a = SetClause() { list.add(a); } ( <COMMA> a = SetClause() { list.add(a); } )* { return list; } }

Assignment SetClause() : { final Token t; SqlNode c; SqlNode e; List<SqlNode> columns = new ArrayList<SqlNode>(); }
{
  { t = getToken(1); }
  (
    <LPAREN> columns = InsertColumns() <RPAREN>
  |
    c = TargetColumn() { columns.add(c); }
  )
  <EQ> e = ExprOrDefault() { return new Assignment(columns, e, at(t)); }
}

Command UpdateCommand(SqlNodeList with) :
{
  final SqlIdentifier table; SqlIdentifier alias = null; final List<Assignment> assignments; SqlNode from = null;
  SqlNode where = null; SqlIdentifier cursor = null; SqlNodeList returning = null;
}
{
  <UPDATE> table = RelationExpr()
  [ LOOKAHEAD({ k(1) == AS || isColumnName(1) && k(1) != SET }) [ <AS> ] alias = ColId() ]
  <SET> assignments = Assignments()
  [ <FROM> from = FromList() ]
  [ <WHERE> ( LOOKAHEAD({ k(1) == CURRENT && k(2) == OF }) <CURRENT> <OF> cursor = ColId() | where = AExpr() ) ]
  [ <RETURNING> returning = TargetList() ]
  { return new Update(with, table, alias, assignments, from, where, cursor, returning); }
}

Command DeleteCommand(SqlNodeList with) :
{
  final SqlIdentifier table; SqlIdentifier alias = null; SqlNode using = null;
  SqlNode where = null; SqlIdentifier cursor = null; SqlNodeList returning = null;
}
{
  <DELETE> <FROM> table = RelationExpr() [ [ <AS> ] alias = ColId() ]
  [ <USING> using = FromList() ]
  [ <WHERE> ( LOOKAHEAD({ k(1) == CURRENT && k(2) == OF }) <CURRENT> <OF> cursor = ColId() | where = AExpr() ) ]
  [ <RETURNING> returning = TargetList() ]
  { return new Delete(with, table, alias, using, where, cursor, returning); }
}

Command MergeCommand(SqlNodeList with) :
{
  final SqlIdentifier table; SqlIdentifier alias = null; final SqlNode source; final SqlNode on;
  Merge.When when; final List<Merge.When> list = new ArrayList<Merge.When>();
}
{
  <MERGE> <INTO> table = RelationExpr() [ [ <AS> ] alias = ColId() ]
  <USING> source = TableRef() <ON> on = AExpr()
  ( when = MergeWhen() { list.add(when); } )+
  { return new Merge(with, table, alias, source, on, list); }
}

Merge.When MergeWhen() :
{
  boolean matched = true; SqlNode condition = null; List<Assignment> assignments = null; List<SqlNode> columns = null;
  Insert.Overriding overriding = null; SqlNodeList values = null; Merge.Action action;
}
{
  <WHEN> [ <NOT> { matched = false; } ] <MATCHED> [ <AND> condition = AExpr() ] <THEN>
  (
    LOOKAHEAD({ k(1) == DO }) <DO> <NOTHING> { action = Merge.Action.DO_NOTHING; }
  | LOOKAHEAD({ matched }) ( <UPDATE> <SET> assignments = Assignments() { action = Merge.Action.UPDATE; }
    | <DELETE> { action = Merge.Action.DELETE; } )
  | <INSERT> { action = Merge.Action.INSERT; }
    ( <DEFAULT_> <VALUES>
    | [ <LPAREN> columns = InsertColumns() <RPAREN> ] [ overriding = OverridingClause() ]
      <VALUES> <LPAREN> values = MergeValues() <RPAREN> )
  )
  { return new Merge.When(matched, condition, action, assignments, columns, overriding, values); }
}

SqlNodeList MergeValues() : { SqlNode e; final List<SqlNode> list = new ArrayList<SqlNode>(); }
{ e = ExprOrDefault() { list.add(e); } ( <COMMA> e = ExprOrDefault() { list.add(e); } )* { return NodeFactory.list(list); } }
