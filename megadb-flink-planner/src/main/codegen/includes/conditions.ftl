  /** Nested expressions, queries and joins, and steps of one chain, that a statement may have. */
  public static final int MAX_DEPTH = 1000;

  private static final int A = 0;
  private static final int B = 1;
  private static final int TARGET = 2;

  private String sql = "";
  private int depth;

  /** The text that the tokens come from. */
  public void setText(String text) {
    sql = text;
  }

  private int k(int ahead) {
    return getToken(ahead).kind;
  }

  private boolean word(int ahead, String name) {
    return k(ahead) == IDENTIFIER && ((PgToken) getToken(ahead)).value.equals(name);
  }

  /** COST with what an edge costs after it, not a variable of that name. */
  private boolean isCost() {
    return k(1) == COST && k(2) != COST
        && k(2) != IS && k(2) != COLON && k(2) != WHERE && k(2) != RBRACKET && k(2) != RPAREN;
  }

  private static SqlParserPos at(Token t) {
    return NodeFactory.at((PgToken) t);
  }

  private static String value(Token t) {
    return ((PgToken) t).value;
  }

  /** The characters from a token to the last one read. */
  private String textFrom(Token first) {
    return sql.substring(((PgToken) first).begin, ((PgToken) token).end);
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw NodeFactory.tooDeep(MAX_DEPTH, (PgToken) getToken(1));
    }
  }

  private void leave() {
    depth--;
  }

  private boolean isQueryStart(int ahead) {
    final int kind = k(ahead);
    return kind == SELECT || kind == WITH || kind == TABLE || kind == VALUES && k(ahead + 1) == LPAREN;
  }

  /** A query in parentheses goes on as a larger query. */
  private boolean isQueryContinued(SqlNode e) {
    if (!e.isA(SqlKind.QUERY)) {
      return false;
    }
    switch (k(1)) {
      case UNION: case INTERSECT: case EXCEPT: case ORDER: case LIMIT: case OFFSET: case FETCH: case FOR:
        return true;
      default:
        return false;
    }
  }

  /** What can follow an item of a select list, so that a word before it is its alias. */
  private static boolean endsTarget(int kind) {
    switch (kind) {
      case EOF: case SEMICOLON: case COMMA: case RPAREN: case FROM: case WHERE: case GROUP: case HAVING: case WINDOW:
      case UNION: case INTERSECT: case EXCEPT: case ORDER: case LIMIT: case OFFSET: case FETCH: case FOR: case INTO:
        return true;
      default:
        return false;
    }
  }

  /** How tightly the next token binds as an infix or postfix operator; 0 when it is none here. */
  private int infixLevel(int mode) {
    final int kind = k(1);
    switch (kind) {
      case EQ: case LT: case GT: case LE: case GE: case NE: return 5;
      case OP: return 8;
      case PLUS: case MINUS: return 9;
      case STAR: case SLASH: case PERCENT: return 10;
      case CARET: return 11;
      case TYPECAST: return 16;
      case OPERATOR: return k(2) == LPAREN ? 8 : 0;
      default: break;
    }
    if (mode == TARGET && endsTarget(k(2)) && kind != ISNULL && kind != NOTNULL) {
      return 0;
    }
    if (mode == B) {
      return kind == IS ? 4 : 0;
    }
    switch (kind) {
      case OR: return 1;
      case AND: return 2;
      case IS: case ISNULL: case NOTNULL: return 4;
      case BETWEEN: case IN: case LIKE: case ILIKE: return 6;
      case SIMILAR: return k(2) == TO ? 6 : 0;
      case NOT:
        switch (k(2)) {
          case BETWEEN: case IN: case LIKE: case ILIKE: case SIMILAR: return 6;
          default: return 0;
        }
      case AT: return k(2) == TIME ? 12 : 0;
      case COLLATE: return 13;
      default: return 0;
    }
  }

  private boolean isQuantified(int ahead) {
    return k(ahead) == ANY || k(ahead) == SOME || k(ahead) == ALL;
  }

  /** A type that only the grammar knows, before its literal. */
  private boolean isKeywordTypeLiteral() {
    final int following = k(2);
    switch (k(1)) {
      case INT: case INTEGER: case SMALLINT: case BIGINT: case REAL: case BOOLEAN:
        return following == SCONST;
      case FLOAT: case DECIMAL: case DEC: case NUMERIC: case INTERVAL:
        return following == SCONST || following == LPAREN;
      case BIT: case CHAR: case CHARACTER: case VARCHAR: case NCHAR:
        return following == SCONST || following == LPAREN || following == VARYING;
      case NATIONAL:
        return following == CHAR || following == CHARACTER;
      case DOUBLE:
        return following == PRECISION;
      case TIME: case TIMESTAMP:
        return following == SCONST || following == LPAREN || following == WITHOUT
            || following == WITH && k(3) == TIME;
      default:
        return false;
    }
  }

  private boolean isKeywordType() {
    switch (k(1)) {
      case INT: case INTEGER: case SMALLINT: case BIGINT: case REAL: case BOOLEAN: case FLOAT: case DECIMAL: case DEC:
      case NUMERIC: case INTERVAL: case BIT: case CHAR: case CHARACTER: case VARCHAR: case NCHAR: case NATIONAL:
      case TIME: case TIMESTAMP:
        return true;
      case DOUBLE:
        return k(2) == PRECISION;
      default:
        return false;
    }
  }

  /** A word with a form of its own before its parenthesis. */
  private boolean isSpecialFunction() {
    if (k(2) != LPAREN) {
      return false;
    }
    switch (k(1)) {
      case COALESCE: case GREATEST: case LEAST: case NULLIF: case EXTRACT: case OVERLAY: case POSITION: case SUBSTRING:
      case TRIM: case TREAT: case NORMALIZE: case XMLCONCAT: case XMLELEMENT: case XMLEXISTS: case XMLFOREST:
      case XMLPARSE: case XMLPI: case XMLROOT: case XMLSERIALIZE: case GROUPING:
        return true;
      default:
        return false;
    }
  }

  private boolean isNamedArgument() {
    return k(2) == COLON_EQUALS || k(2) == EQUALS_GREATER;
  }

  private boolean isColumnName(int ahead) {
    return NodeFactory.isColumnName(k(ahead));
  }

  private boolean isColumnConstraint() {
    switch (k(1)) {
      case CONSTRAINT: case NULL: case DEFAULT_: case CHECK: case UNIQUE: case PRIMARY: case REFERENCES: case GENERATED:
        return true;
      case NOT: return k(2) != DEFERRABLE;
      default: return false;
    }
  }

  /** A direction's word alone, at the end, is a cursor's name. */
  private boolean isFetchDirection() {
    switch (k(1)) {
      case ICONST: case PLUS: case MINUS: case ALL: return true;
      case NEXT: case PRIOR: case FIRST: case LAST: case ABSOLUTE: case RELATIVE: case FORWARD: case BACKWARD:
        return k(2) != EOF && k(2) != SEMICOLON;
      default: return false;
    }
  }

  private boolean isTableConstraint() {
    switch (k(1)) {
      case CONSTRAINT: case CHECK: case UNIQUE: case PRIMARY: case FOREIGN: return true;
      case EXCLUDE: return k(2) == USING || k(2) == LPAREN;
      default: return false;
    }
  }

  /** What a select item without AS may be called. */
  private boolean isBareLabel() {
    switch (k(1)) {
<#list words.asLabel as word>
      case ${word}:
</#list>
        return false;
      default:
        return k(1) == IDENTIFIER || k(1) > LEXICAL_ERROR;
    }
  }

  private boolean op(int ahead, String name) {
    return k(ahead) == OP && ((PgToken) getToken(ahead)).value.equals(name);
  }

  private boolean sign(int ahead, String name) {
    return k(ahead) == OTHER && ((PgToken) getToken(ahead)).value.equals(name);
  }

  /** The end of an edge pattern, or a whole one without brackets. */
  private boolean arrow(boolean whole) {
    if (k(1) != OP) {
      return false;
    }
    switch (((PgToken) getToken(1)).value) {
      case "->": case "->*": case "->?": case "-*": case "-?": return true;
      case "<-*": case "<-?": case "<->": case "<->*": case "<->?": return whole;
      default: return false;
    }
  }

  private ParseException unexpected() {
    getToken(1);
    return generateParseException();
  }
