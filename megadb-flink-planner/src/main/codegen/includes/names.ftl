<#-- In groups, because JavaCC makes one "if" inside another of each alternative and javac's stack has an end. -->
<#macro choice list><#list list?chunk(30) as group><#if group?index != 0> | </#if>( <#list group as word><#if word?index != 0> | </#if><${word}></#list> )
</#list></#macro>
<#assign bareLabels = ["IDENTIFIER"]>
<#list words.unreserved + words.columnName + words.typeFunction + words.reserved as word>
<#if !words.asLabel?seq_contains(word)><#assign bareLabels = bareLabels + [word]></#if>
</#list>
Token UnreservedWord() : {}
{ ( <@choice list=words.unreserved/> ) { return token; } }

Token ColumnNameWord() : {}
{ ( <@choice list=words.columnName/> ) { return token; } }

Token TypeFunctionWord() : {}
{ ( <@choice list=words.typeFunction/> ) { return token; } }

Token ReservedWord() : {}
{ ( <@choice list=words.reserved/> ) { return token; } }

Token BareLabelWord() : {}
{ ( <@choice list=bareLabels/> ) { return token; } }

/* A column, a table, an alias. */
Token ColIdToken() : {}
{ ( <IDENTIFIER> | UnreservedWord() | ColumnNameWord() ) { return token; } }

/* After AS and after a dot every word is a name. */
Token ColLabelToken() : {}
{ ( <IDENTIFIER> | UnreservedWord() | ColumnNameWord() | TypeFunctionWord() | ReservedWord() ) { return token; } }

Token TypeFunctionNameToken() : {}
{ ( <IDENTIFIER> | UnreservedWord() | TypeFunctionWord() ) { return token; } }

SqlIdentifier ColId() : { Token t; }
{ t = ColIdToken() { return NodeFactory.identifier((PgToken) t); } }

SqlIdentifier ColLabel() : { Token t; }
{ t = ColLabelToken() { return NodeFactory.identifier((PgToken) t); } }

String Name() : { Token t; }
{ t = ColIdToken() { return value(t); } }

String ColLabelText() : { Token t; }
{ t = ColLabelToken() { return value(t); } }

/* qualified_name and any_name. */
SqlIdentifier QualifiedName() :
{ Token t; final List<PgToken> parts = new ArrayList<PgToken>(); }
{
  t = ColIdToken() { parts.add((PgToken) t); }
  ( <DOT> t = ColLabelToken() { parts.add((PgToken) t); } )*
  { return NodeFactory.identifier(parts); }
}

List<SqlIdentifier> QualifiedNames() :
{ SqlIdentifier n; final List<SqlIdentifier> list = new ArrayList<SqlIdentifier>(); }
{ n = QualifiedName() { list.add(n); } ( <COMMA> n = QualifiedName() { list.add(n); } )* { return list; } }

List<SqlIdentifier> Names() :
{ SqlIdentifier n; final List<SqlIdentifier> list = new ArrayList<SqlIdentifier>(); }
{ n = ColId() { list.add(n); } ( <COMMA> n = ColId() { list.add(n); } )* { return list; } }

List<SqlIdentifier> ParenthesizedNames() : { final List<SqlIdentifier> list; }
{ <LPAREN> list = Names() <RPAREN> { return list; } }

/* A relation with ONLY and *, which mean nothing without inheritance. */
SqlIdentifier RelationExpr() : { final SqlIdentifier n; }
{
  n = QualifiedName() [ <STAR> ] { return n; }
| <ONLY> ( n = QualifiedName() | <LPAREN> n = QualifiedName() <RPAREN> ) { return n; }
}

String StringConstant() : {}
{ <SCONST> { return value(token); } }

SqlNode StringLiteral() : {}
{ <SCONST> { return NodeFactory.string((PgToken) token); } }

SqlNode NumericOnly() : { Token sign; SqlNode n; }
{
  ( <ICONST> | <FCONST> ) { return NodeFactory.numeric((PgToken) token); }
| <PLUS> ( <ICONST> | <FCONST> ) { return NodeFactory.numeric((PgToken) token); }
| <MINUS> { sign = token; } ( <ICONST> | <FCONST> )
  { return ((NumericConstant) NodeFactory.numeric((PgToken) token)).negated(at(sign)); }
}

/* (name = value, …) after WITH. */
List<Option> Definition() :
{ Option o; final List<Option> list = new ArrayList<Option>(); }
{
  <LPAREN> o = DefinitionElement() { list.add(o); } ( <COMMA> o = DefinitionElement() { list.add(o); } )* <RPAREN>
  { return list; }
}

Option DefinitionElement() : { final Token first; Token t; final StringBuilder name = new StringBuilder(); SqlNode v = null; }
{
  t = ColLabelToken() { first = t; name.append(value(t)); }
  ( <DOT> t = ColLabelToken() { name.append('.').append(value(t)); } )*
  [ <EQ> v = DefinitionValue() ]
  { return new Option(name.toString(), v, at(first)); }
}

SqlNode DefinitionValue() : { final SqlNode n; }
{ ( n = NumericOnly() | n = StringLiteral() | n = ColLabel() ) { return n; } }
