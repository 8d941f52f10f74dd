package io.megadb.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.planner.ast.AlterAction;
import io.megadb.planner.ast.AlterTable;
import io.megadb.planner.ast.ColumnDefinition;
import io.megadb.planner.ast.Command;
import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.Comment;
import io.megadb.planner.ast.Constraint;
import io.megadb.planner.ast.Copy;
import io.megadb.planner.ast.CreateIndex;
import io.megadb.planner.ast.CreateMaterializedView;
import io.megadb.planner.ast.CreateSequence;
import io.megadb.planner.ast.CreateTable;
import io.megadb.planner.ast.CreateTableAs;
import io.megadb.planner.ast.CreateView;
import io.megadb.planner.ast.CursorCommand;
import io.megadb.planner.ast.Delete;
import io.megadb.planner.ast.Drop;
import io.megadb.planner.ast.Explain;
import io.megadb.planner.ast.Insert;
import io.megadb.planner.ast.LockTable;
import io.megadb.planner.ast.MaintenanceCommand;
import io.megadb.planner.ast.Merge;
import io.megadb.planner.ast.NotificationCommand;
import io.megadb.planner.ast.ObjectKind;
import io.megadb.planner.ast.Option;
import io.megadb.planner.ast.Persistence;
import io.megadb.planner.ast.PreparedCommand;
import io.megadb.planner.ast.PrivilegeCommand;
import io.megadb.planner.ast.SessionCommand;
import io.megadb.planner.ast.TransactionCommand;
import io.megadb.planner.ast.TransactionMode;
import io.megadb.planner.ast.Truncate;
import io.megadb.planner.ast.UnsupportedStatement;
import io.megadb.planner.ast.Update;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CommandTest {
  private static Command command(String sql) {
    List<ParsedStatement> statements = PgParser.parse(sql);
    assertThat(statements).as(sql).hasSize(1);
    return ((CommandNode) statements.get(0).node()).command();
  }

  private static <T> T command(String sql, Class<T> type) {
    Command command = command(sql);
    assertThat(command).as(sql).isInstanceOf(type);
    return type.cast(command);
  }

  private static String options(List<Option> options) {
    return options.stream()
        .map(o -> o.value() == null ? o.name() : o.name() + "=" + Shape.of(o.value()))
        .collect(Collectors.joining(" "));
  }

  @Test
  void everyCommandOfTheListParses() throws IOException {
    String sql;
    try (InputStream in = CommandTest.class.getResourceAsStream("/commands.sql")) {
      sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<ParsedStatement> statements = PgParser.parse(sql);
    assertThat(statements).hasSize((int) sql.lines().count() - 1);
    assertThat(statements).allSatisfy(s -> assertThat(s.node()).isInstanceOf(CommandNode.class));
  }

  @Test
  void insertWithEveryClause() {
    Insert insert =
        command(
            "with w as (select 1) insert into s.t as x (id, v[1]) overriding user value values ($1,"
                + " default), (2, 'b') on conflict (id, lower(a)) where v > 0 do update set v ="
                + " excluded.v, (n, m) = (select 1, 2) where x.v <> 3 returning id, v as n, *",
            Insert.class);
    assertThat(insert.with()).hasSize(1);
    assertThat(Shape.of(insert.table())).isEqualTo("s.t");
    assertThat(Shape.of(insert.alias())).isEqualTo("x");
    assertThat(Shape.all(insert.columns())).isEqualTo("(id, ITEM(v, 1))");
    assertThat(insert.overriding()).isEqualTo(Insert.Overriding.USER);
    assertThat(Shape.of(insert.source())).isEqualTo("VALUES(ROW($1, DEFAULT()), ROW(2, 'b'))");
    assertThat(insert.onConflict().target()).hasSize(2);
    assertThat(Shape.of(insert.onConflict().targetWhere())).isEqualTo("(v > 0)");
    assertThat(insert.onConflict().assignments()).hasSize(2);
    assertThat(Shape.all(insert.onConflict().assignments().get(1).targets())).isEqualTo("(n, m)");
    assertThat(Shape.of(insert.onConflict().where())).isEqualTo("(x.v <> 3)");
    assertThat(insert.returning()).hasSize(3);
    assertThat(command("insert into t default values", Insert.class).source()).isNull();
    Insert nothing = command("insert into t select 1 on conflict do nothing", Insert.class);
    assertThat(nothing.onConflict().assignments()).isNull();
    assertThat(
            command(
                    "insert into t (select 1) on conflict on constraint pk do nothing",
                    Insert.class)
                .onConflict()
                .constraint()
                .getSimple())
        .isEqualTo("pk");
  }

  @Test
  void updateDeleteMergeAndTruncate() {
    Update update =
        command(
            "update t x set a = default, b.c[1] = 2 from u, v where x.a = u.a returning x.*",
            Update.class);
    assertThat(Shape.of(update.alias())).isEqualTo("x");
    assertThat(Shape.all(update.assignments().get(1).targets())).isEqualTo("(ITEM(DOT(b, c), 1))");
    assertThat(Shape.of(update.from())).isEqualTo("[u COMMA v]");
    assertThat(Shape.of(update.where())).isEqualTo("(x.a = u.a)");
    assertThat(Shape.of(update.returning())).isEqualTo("(x.*)");
    assertThat(command("update t set set = 1 where current of c", Update.class).currentOf())
        .hasToString("c");
    Delete delete = command("delete from t as x using u where x.a = u.a returning a", Delete.class);
    assertThat(Shape.of(delete.using())).isEqualTo("u");
    assertThat(delete.returning()).hasSize(1);
    Merge merge =
        command(
            "merge into t using (select 1 as a) s on t.a = s.a when matched and s.a > 1 then update"
                + " set a = 2 when matched then delete when not matched then insert (a) values"
                + " (s.a)",
            Merge.class);
    assertThat(merge.branches())
        .extracting(Merge.When::action)
        .containsExactly(Merge.Action.UPDATE, Merge.Action.DELETE, Merge.Action.INSERT);
    assertThat(Shape.of(merge.branches().get(2).values())).isEqualTo("(s.a)");
    Truncate truncate = command("truncate table a, s.b restart identity cascade", Truncate.class);
    assertThat(Shape.all(truncate.tables())).isEqualTo("(a, s.b)");
    assertThat(truncate.restartIdentity()).isTrue();
    assertThat(truncate.cascade()).isTrue();
  }

  @Test
  void createTableWithEveryConstraint() {
    CreateTable table =
        command(
            "create table if not exists s.cost (id bigint primary key not enforced, name text"
                + " collate \"C\" not null default 'x' || 'y', c int constraint pos check (c > 0),"
                + " d int references u (id) on delete cascade deferrable initially deferred, e int"
                + " generated always as identity (start 10), f int generated always as (c + 1)"
                + " stored, constraint pk primary key (id, name) not enforced, unique (c),"
                + " foreign key (c) references v match full) using olap with (k = 'v', k.sub = 10,"
                + " mode = on, flag)",
            CreateTable.class);
    assertThat(table.ifNotExists()).isTrue();
    assertThat(table.persistence()).isEqualTo(Persistence.PERMANENT);
    assertThat(Shape.of(table.method())).isEqualTo("olap");
    assertThat(options(table.options())).isEqualTo("k='v' k.sub=10 mode=on flag");
    assertThat(table.columns())
        .extracting(column -> Shape.of(column.type()))
        .containsExactly("int8", "text", "int4", "int4", "int4", "int4");
    assertThat(table.columns())
        .flatExtracting(ColumnDefinition::constraints)
        .extracting(Constraint::kind)
        .containsExactly(
            Constraint.Kind.PRIMARY_KEY,
            Constraint.Kind.NOT_NULL,
            Constraint.Kind.DEFAULT,
            Constraint.Kind.CHECK,
            Constraint.Kind.FOREIGN_KEY,
            Constraint.Kind.IDENTITY,
            Constraint.Kind.GENERATED);
    Constraint defaultValue = table.columns().get(1).constraints().get(1);
    assertThat(defaultValue.expressionText()).isEqualTo("'x' || 'y'");
    Constraint check = table.columns().get(2).constraints().get(0);
    assertThat(check.name()).hasToString("pos");
    assertThat(check.expressionText()).isEqualTo("c > 0");
    Constraint reference = table.columns().get(3).constraints().get(0);
    assertThat(reference.reference().onDelete()).isEqualTo("CASCADE");
    assertThat(reference.timing()).isEqualTo(Constraint.Timing.INITIALLY_DEFERRED);
    assertThat(table.columns().get(0).constraints().get(0).enforced()).isFalse();
    assertThat(table.constraints())
        .extracting(Constraint::enforced)
        .containsExactly(false, true, true);
    assertThat(table.constraints().get(2).reference().match()).isEqualTo("FULL");
    assertThat(command("create temp table t ()", CreateTable.class).persistence())
        .isEqualTo(Persistence.TEMPORARY);
  }

  @Test
  void otherCreateStatements() {
    CreateTableAs as =
        command(
            "create table t (a, b) using memory as select 1, 2 with no data", CreateTableAs.class);
    assertThat(Shape.all(as.columns())).isEqualTo("(a, b)");
    assertThat(as.withData()).isFalse();
    CreateView view =
        command(
            "create or replace view v as select 1 -- one\n + 2 with local check option",
            CreateView.class);
    assertThat(view.orReplace()).isTrue();
    assertThat(view.queryText()).isEqualTo("select 1 -- one\n + 2");
    assertThat(view.checkOption()).isEqualTo("LOCAL");
    assertThat(
            command("create materialized view m as select 1", CreateMaterializedView.class)
                .withData())
        .isTrue();
    CreateIndex index =
        command(
            "create unique index i on t using hnsw (v vector_l2_ops (m = 16) desc nulls last, (a +"
                + " b), lower(c)) include (d) with (ef = 10) where a > 1",
            CreateIndex.class);
    assertThat(index.unique()).isTrue();
    assertThat(Shape.of(index.method())).isEqualTo("hnsw");
    assertThat(Shape.of(index.elements().get(0).operatorClass())).isEqualTo("vector_l2_ops");
    assertThat(options(index.elements().get(0).operatorClassOptions())).isEqualTo("m=16");
    assertThat(index.elements().get(0).nullsFirst()).isFalse();
    assertThat(Shape.of(index.elements().get(1).expression())).isEqualTo("(a + b)");
    assertThat(options(index.options())).isEqualTo("ef=10");
    assertThat(
            options(
                command("create sequence s as bigint increment -2 no cycle", CreateSequence.class)
                    .options()))
        .isEqualTo("as=int8 increment=-2 cycle=false");
  }

  @Test
  void dropAlterAndComment() {
    Drop drop = command("drop materialized view if exists a, s.b cascade", Drop.class);
    assertThat(drop.kind()).isEqualTo(ObjectKind.MATERIALIZED_VIEW);
    assertThat(drop.ifExists()).isTrue();
    assertThat(drop.names()).hasSize(2);
    assertThat(drop.cascade()).isTrue();
    AlterTable alter =
        command(
            "alter table t add column if not exists a int, drop b, alter c type text using c::text,"
                + " alter d set default 1 + 1, alter e set not null, add constraint x check (a >"
                + " 1), set access method olap",
            AlterTable.class);
    assertThat(alter.actions())
        .extracting(a -> a.getClass().getSimpleName())
        .containsExactly(
            "AddColumn",
            "DropColumn",
            "AlterColumnType",
            "SetDefault",
            "SetNotNull",
            "AddConstraint",
            "SetAccessMethod");
    assertThat(((AlterAction.SetDefault) alter.actions().get(3)).valueText()).isEqualTo("1 + 1");
    Comment comment = command("comment on column s.t.a is 'x'", Comment.class);
    assertThat(comment.kind()).isEqualTo(ObjectKind.COLUMN);
    assertThat(comment.text()).isEqualTo("x");
  }

  @Test
  void copyInBothSyntaxes() {
    Copy copy =
        command(
            "copy t (a, b) from stdin with (format csv, header, null '', force_quote (a, b))",
            Copy.class);
    assertThat(copy.from()).isTrue();
    assertThat(copy.file()).isNull();
    assertThat(options(copy.options())).isEqualTo("format=csv header null='' force_quote=(a, b)");
    Copy old = command("copy (select 1) to '/x' csv header quote '\"' force quote *", Copy.class);
    assertThat(old.from()).isFalse();
    assertThat(Shape.of(old.query())).isEqualTo("SELECT (1)");
    assertThat(old.file()).isEqualTo("/x");
    assertThat(options(old.options()))
        .isEqualTo("format='csv' header=true quote='\"' force_quote=*");
  }

  @Test
  void explain() {
    Explain explain =
        command("explain (analyze, buffers off, format json) select 1", Explain.class);
    assertThat(options(explain.options())).isEqualTo("analyze buffers=off format=json");
    assertThat(Shape.of(explain.statement())).isEqualTo("SELECT (1)");
    assertThat(
            options(
                command("explain analyze verbose insert into t values (1)", Explain.class)
                    .options()))
        .isEqualTo("analyze verbose");
    assertThat(command("explain advisor select 1", Explain.class).advisor()).isTrue();
    assertThat(Shape.of(command("explain (select 1) union select 2", Explain.class).statement()))
        .isEqualTo("(SELECT (1) UNION SELECT (2))");
  }

  private static String set(String sql) {
    SessionCommand.SetVariable set = command(sql, SessionCommand.SetVariable.class);
    return (set.local() ? "local " : "")
        + set.name()
        + (set.values() == null ? " default" : " " + Shape.all(set.values()));
  }

  @Test
  void settings() {
    assertThat(set("set search_path to 'a', \"B\", c")).isEqualTo("search_path ('a', B, c)");
    assertThat(set("set local megadb.execution = local"))
        .isEqualTo("local megadb.execution (local)");
    assertThat(set("set session x = default")).isEqualTo("x default");
    assertThat(set("set x to on")).isEqualTo("x (on)");
    assertThat(set("set extra_float_digits = -3")).isEqualTo("extra_float_digits (-3)");
    assertThat(set("set time zone 'UTC'")).isEqualTo("timezone ('UTC')");
    assertThat(set("set time zone local")).isEqualTo("timezone default");
    assertThat(set("set time zone interval '1' hour to minute"))
        .isEqualTo("timezone (CAST('1', interval HOUR TO MINUTE))");
    assertThat(set("set names 'utf8'")).isEqualTo("client_encoding ('utf8')");
    assertThat(set("set role none")).isEqualTo("role (none)");
    assertThat(set("set transaction_isolation = 'serializable'"))
        .isEqualTo("transaction_isolation ('serializable')");
    SessionCommand.SetTransaction modes =
        command(
            "set session characteristics as transaction isolation level serializable, read only",
            SessionCommand.SetTransaction.class);
    assertThat(modes.session()).isTrue();
    assertThat(modes.modes())
        .containsExactly(TransactionMode.SERIALIZABLE, TransactionMode.READ_ONLY);
    assertThat(command("show transaction isolation level"))
        .isEqualTo(new SessionCommand.Show("transaction_isolation"));
    assertThat(command("show all")).isEqualTo(new SessionCommand.Show("all"));
    assertThat(command("SHOW A.b")).isEqualTo(new SessionCommand.Show("a.b"));
    assertThat(command("reset all")).isEqualTo(new SessionCommand.Reset("all"));
    assertThat(command("discard temporary")).isEqualTo(new SessionCommand.Discard("TEMP"));
  }

  @Test
  void transactions() {
    assertThat(command("begin isolation level repeatable read read only, not deferrable"))
        .isEqualTo(
            new TransactionCommand.Begin(
                List.of(
                    TransactionMode.REPEATABLE_READ,
                    TransactionMode.READ_ONLY,
                    TransactionMode.NOT_DEFERRABLE)));
    assertThat(command("start transaction")).isEqualTo(new TransactionCommand.Begin(List.of()));
    assertThat(command("end work")).isEqualTo(new TransactionCommand.Commit(false));
    assertThat(command("commit and chain")).isEqualTo(new TransactionCommand.Commit(true));
    assertThat(command("abort and no chain")).isEqualTo(new TransactionCommand.Rollback(false));
    assertThat(command("savepoint a")).isEqualTo(new TransactionCommand.Savepoint("a"));
    assertThat(command("release savepoint a")).isEqualTo(new TransactionCommand.Release("a"));
    assertThat(command("rollback to savepoint a"))
        .isEqualTo(new TransactionCommand.RollbackTo("a"));
    assertThat(command("rollback to savepoint"))
        .isEqualTo(new TransactionCommand.RollbackTo("savepoint"));
  }

  @Test
  void preparedStatementsAndCursors() {
    PreparedCommand.Prepare prepare =
        command("prepare p (int, text) as select $1, $2", PreparedCommand.Prepare.class);
    assertThat(prepare.types()).hasSize(2);
    assertThat(prepare.text()).isEqualTo("select $1, $2");
    assertThat(command("execute p (1, 'x')", PreparedCommand.Execute.class).arguments()).hasSize(2);
    assertThat(command("deallocate prepare all")).isEqualTo(new PreparedCommand.Deallocate(null));
    CursorCommand.Declare declare =
        command("declare c no scroll cursor with hold for select 1", CursorCommand.Declare.class);
    assertThat(declare.scroll()).isFalse();
    assertThat(declare.hold()).isTrue();
    assertThat(command("fetch c")).isEqualTo(fetch("c", CursorCommand.Direction.FORWARD, 1));
    assertThat(command("fetch next")).isEqualTo(fetch("next", CursorCommand.Direction.FORWARD, 1));
    assertThat(command("fetch forward all in c"))
        .isEqualTo(fetch("c", CursorCommand.Direction.FORWARD, Long.MAX_VALUE));
    assertThat(command("fetch -2 from c"))
        .isEqualTo(fetch("c", CursorCommand.Direction.FORWARD, -2));
    assertThat(command("fetch last c")).isEqualTo(fetch("c", CursorCommand.Direction.ABSOLUTE, -1));
    assertThat(command("close all")).isEqualTo(new CursorCommand.Close(null));
  }

  private static CursorCommand.Fetch fetch(String name, CursorCommand.Direction direction, long n) {
    return new CursorCommand.Fetch(name, direction, n, false);
  }

  @Test
  void theRest() {
    assertThat(command("listen x")).isEqualTo(new NotificationCommand.Listen("x"));
    assertThat(command("notify x, 'p'")).isEqualTo(new NotificationCommand.Notify("x", "p"));
    assertThat(command("unlisten *")).isEqualTo(new NotificationCommand.Unlisten(null));
    assertThat(command("checkpoint")).isEqualTo(new MaintenanceCommand.Checkpoint());
    assertThat(
            options(command("vacuum (full, analyze) t", MaintenanceCommand.Vacuum.class).options()))
        .isEqualTo("full analyze");
    assertThat(command("lock t in row share mode nowait", LockTable.class).mode())
        .isEqualTo("ROW SHARE");
    PrivilegeCommand.RoleCommand role =
        command("create user me with password 'x' superuser", PrivilegeCommand.RoleCommand.class);
    assertThat(options(role.options())).isEqualTo("password='x' superuser");
    assertThat(command("grant select on t to me"))
        .isEqualTo(new PrivilegeCommand.Grant(true, "grant select on t to me"));
    assertThat(command("create function f() returns int language sql as $$select 1; select 2$$"))
        .isEqualTo(new UnsupportedStatement("CREATE FUNCTION"));
  }
}
