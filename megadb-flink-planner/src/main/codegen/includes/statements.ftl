/* The next statement up to its semicolon or the end; null when there is nothing. */
SqlNode NextStatement() : { SqlNode n = null; }
{ [ n = Statement() ] ( <SEMICOLON> | <EOF> ) { return n; } }

SqlNode SingleExpression() : { final SqlNode n; }
{ n = AExpr() <EOF> { return n; } }

SqlNode Statement() : { final Token t; SqlNode n; Command c; }
{
  { t = getToken(1); }
  (
    n = PreparableStatement() { return n; }
  | ( c = Create() | c = Alter() | c = DropCommand() | c = CommentCommand() | c = TruncateCommand() | c = RefreshCommand()
    | c = ExplainCommand() | c = CopyCommand() | c = Session() | c = Transaction() | c = Prepared() | c = Cursor()
    | c = Notification() | c = Maintenance() | c = Lock() | c = Do() | c = Call() | c = GrantCommand() | c = Unsupported() )
    { return new CommandNode(c, at(t)); }
  )
}

/* What EXPLAIN, PREPARE, COPY and WITH can hold. */
SqlNode PreparableStatement() : { final Token t; SqlNodeList with = null; SqlNode q; Command c; }
{
  { t = getToken(1); enter(); }
  [ with = WithClause() ]
  (
    q = QueryBody() { leave(); return with == null ? q : new SqlWith(at(t), with, q); }
  | ( c = InsertCommand(with) | c = UpdateCommand(with) | c = DeleteCommand(with) | c = MergeCommand(with) )
    { leave(); return new CommandNode(c, at(t)); }
  )
}

/* Takes all tokens of a statement that only its first words describe. */
void Rest() : {}
{ { while (k(1) != SEMICOLON && k(1) != EOF && k(1) != LEXICAL_ERROR) { getNextToken(); } } }

Command Unsupported() : { final Token t; }
{
  ( <REINDEX> | <CLUSTER> | <LOAD> | <REASSIGN> | <SECURITY> | <IMPORT> ) { t = token; } Rest()
  { return new UnsupportedStatement(value(t).toUpperCase(java.util.Locale.ROOT)); }
}
