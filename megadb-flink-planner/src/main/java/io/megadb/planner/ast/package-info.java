/**
 * The tree of a statement as written: no name is looked up and no type is known yet. Not for plans.
 *
 * <p>A statement is either a query or a {@link io.megadb.planner.ast.CommandNode} around a {@link
 * io.megadb.planner.ast.Command} record (read that first for everything that is not a query).
 *
 * <p>A node's position is what PostgreSQL reports for it: the operator of an operator's call, the
 * name of a function, the {@code ::} or CAST of a cast. Line is 1, column counts code points of the
 * client's text from 1; {@link io.megadb.planner.ast.Positions#leftmost} finds where an expression
 * begins.
 *
 * <h2>Queries</h2>
 *
 * <ul>
 *   <li>{@link io.megadb.planner.ast.PgSelect} for each SELECT and TABLE; {@code VALUES(ROW(…),
 *       …)}; {@code UNION}, {@code INTERSECT}, {@code EXCEPT} and their ALL of Calcite, always of
 *       two inputs.
 *   <li>{@link io.megadb.planner.ast.PgOrderBy} around a query with ORDER BY, LIMIT, OFFSET or FOR
 *       UPDATE; {@code SqlWith} outside that, its items {@link io.megadb.planner.ast.PgWithItem}.
 *   <li>FROM: {@code SqlIdentifier}; {@code AS(table, alias, columns…)}; {@code SqlJoin}
 *       (JoinType.COMMA for a comma; conditions ON, USING or NONE); {@code LATERAL(x)} below its
 *       alias; a function is {@code TABLE(f)} (COLLECTION_TABLE), around it WITH ORDINALITY, {@code
 *       AS_COLUMNS}; {@code ROWS_FROM}; {@code TABLESAMPLE} (see {@link
 *       io.megadb.planner.ast.PgOperators}).
 *   <li>GROUP BY: expressions, {@code ROLLUP}, {@code CUBE}, {@code GROUPING_SETS}; {@code ()} is
 *       an empty list.
 *   <li>Select items: an expression, {@code AS(expression, alias)}, a star identifier ({@code *},
 *       {@code t.*}), or {@code DOT(expression, *)}.
 * </ul>
 *
 * <h2>Expressions</h2>
 *
 * <ul>
 *   <li>Columns are {@code SqlIdentifier}s of one to many names; {@code $n} is a {@code
 *       SqlDynamicParam}.
 *   <li>Constants: {@link io.megadb.planner.ast.NumericConstant} (exact characters), character,
 *       boolean and null literals of Calcite. A quoted text is of type unknown. Bit strings and
 *       {@code type 'text'} are {@code CAST(text, type)}.
 *   <li>{@code CAST} and, for {@code ::}, INFIX_CAST (both SqlKind.CAST) have the operands value
 *       and {@code SqlDataTypeSpec}, whose name spec is always a {@link
 *       io.megadb.planner.ast.PgTypeNameSpec}.
 *   <li>Operators: Calcite's for {@code = <> < > <= >= + - * / %}, NOT, IS …, [NOT] LIKE, ILIKE,
 *       SIMILAR TO (a third operand is ESCAPE), [NOT] BETWEEN (with SYMMETRIC), [NOT] IN (a list or
 *       a query), EXISTS; AND and OR of two or more operands. All others, {@code ||} and {@code ^}
 *       too, are calls of {@link io.megadb.planner.ast.PgOperatorName}; ANY and ALL calls of {@link
 *       io.megadb.planner.ast.QuantifiedOperator}.
 *   <li>Functions are {@link io.megadb.planner.ast.FunctionCall}s with {@link
 *       io.megadb.planner.ast.CallParts}; only COALESCE, NULLIF, GREATEST, LEAST, GROUPING and
 *       {@code SqlCase} (null value for the searched form, null without ELSE) stay Calcite's.
 *   <li>{@code ROW}, {@code ARRAY_VALUE_CONSTRUCTOR} (nested for {@code ARRAY[[…]]}), ARRAY_QUERY,
 *       {@code ITEM(x, i)}, {@code SLICE}, {@code DOT(x, field)}; a query standing as an expression
 *       is a scalar subquery. DEFAULT is Calcite's and stands only in VALUES rows and assignments.
 * </ul>
 */
package io.megadb.planner.ast;
