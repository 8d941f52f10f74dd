package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.gateway.execute.RunningStatement;
import io.megadb.gateway.execute.TextRows;
import io.megadb.gateway.settings.SessionSettings;
import io.megadb.gateway.settings.Setting;
import io.megadb.gateway.settings.SettingValues;
import io.megadb.planner.ast.Command;
import io.megadb.planner.ast.SessionCommand;
import io.megadb.planner.ast.SessionCommand.SetVariable;
import io.megadb.planner.ast.TransactionCommand;
import io.megadb.planner.ast.TransactionMode;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.TypeText;
import io.megadb.type.time.PgCalendar;
import io.megadb.vector.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Statements that concern only the session: settings and transactions. */
final class Utilities {
  private final SessionSettings settings;
  private final TransactionBlock block;
  private final Iterable<Setting> all;
  private final Consumer<MegaDbException> warnings;

  /**
   * @param all every setting there is, for SHOW ALL
   * @param warnings receives what the client is only warned of
   */
  Utilities(
      SessionSettings settings,
      TransactionBlock block,
      Iterable<Setting> all,
      Consumer<MegaDbException> warnings) {
    this.settings = settings;
    this.block = block;
    this.all = all;
    this.warnings = warnings;
  }

  /** Column names of what a command returns; empty for no rows. */
  List<String> columns(Command command) {
    if (command instanceof SessionCommand.Show show) {
      return show.name().equals("all")
          ? List.of("name", "setting", "description")
          : List.of(settings.displayName(show.name()));
    }
    return List.of();
  }

  /** Runs a command; null if it is not one of these. */
  RunningStatement run(Command command, ParsedStatement statement) {
    if (command instanceof TransactionCommand transaction) {
      return TextRows.none(transaction(transaction));
    }
    if (command instanceof SetVariable set) {
      set(set);
      return TextRows.none("SET");
    }
    if (command instanceof SessionCommand.Reset reset) {
      enterTransaction();
      if (reset.name().equals("all")) {
        settings.resetAll();
      } else if (!isIdentity(reset.name())) {
        settings.set(reset.name(), null, false);
      }
      return TextRows.none("RESET");
    }
    if (command instanceof SessionCommand.Show show) {
      enterTransaction();
      return show(show.name());
    }
    if (command instanceof SessionCommand.SetTransaction modes) {
      setTransaction(modes);
      return TextRows.none("SET");
    }
    return null;
  }

  /**
   * SET and RESET are part of the implicit transaction and undone with it; SHOW shows its modes. In
   * a block nothing may begin yet: SET TRANSACTION can still come.
   */
  private void enterTransaction() {
    if (!block.isExplicit()) {
      block.current();
    }
  }

  private void setTransaction(SessionCommand.SetTransaction command) {
    if (!command.session()) {
      if (!block.isShared()) {
        warn(
            SqlState.NO_ACTIVE_SQL_TRANSACTION,
            "SET TRANSACTION can only be used in transaction blocks");
      }
      block.setModes(command.modes());
      return;
    }
    for (TransactionMode mode : command.modes()) {
      switch (mode) {
        case READ_ONLY -> settings.set("default_transaction_read_only", "on", false);
        case READ_WRITE -> settings.set("default_transaction_read_only", "off", false);
        case DEFERRABLE, NOT_DEFERRABLE -> {
          // only matters to SERIALIZABLE READ ONLY, which never waits here
        }
        case READ_UNCOMMITTED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE ->
            settings.set(
                "default_transaction_isolation",
                mode.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                false);
      }
    }
  }

  private RunningStatement show(String name) {
    if (!name.equals("all")) {
      return TextRows.of(
          "SHOW", List.of(settings.displayName(name)), List.of(List.of(settings.get(name))));
    }
    List<List<String>> rows = new ArrayList<>();
    for (Setting setting : all) {
      rows.add(List.of(setting.name(), settings.get(setting.name()), setting.description()));
    }
    return TextRows.of("SHOW", List.of("name", "setting", "description"), rows);
  }

  private void set(SetVariable set) {
    if (isIdentity(set.name())) {
      boolean none =
          set.name().equals("role") && set.values() != null && "none".equals(set.text(false));
      if (set.values() != null && !none) {
        throw MegaDbException.notSupported(
            set.name().equals("role") ? "SET ROLE" : "SET SESSION AUTHORIZATION");
      }
      return; // nobody can be another than who connected
    }
    boolean local = set.local();
    if (local && !block.isShared()) {
      warn(SqlState.NO_ACTIVE_SQL_TRANSACTION, "SET LOCAL can only be used in transaction blocks");
    }
    enterTransaction();
    String text = set.text(set.name().equals("search_path"));
    settings.set(set.name(), set.isInterval() ? offset(text) : text, local);
  }

  private static boolean isIdentity(String name) {
    return name.equals("role") || name.equals("session_authorization");
  }

  /** SET TIME ZONE INTERVAL '…': seconds east of Greenwich. */
  private static String offset(String interval) {
    Interval value =
        (Interval)
            TypeText.parse(PgType.of(PgTypes.INTERVAL), interval, EvaluationContext.constant());
    if (value.months() != 0 || value.days() != 0) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE,
          "cannot specify " + (value.months() != 0 ? "months" : "days") + " in time zone interval");
    }
    return SettingValues.posixZone(value.micros() / PgCalendar.MICROS_PER_SECOND);
  }

  private String transaction(TransactionCommand command) {
    if (command instanceof TransactionCommand.Begin begin) {
      if (!block.begin(begin.modes())) {
        warn(SqlState.ACTIVE_SQL_TRANSACTION, "there is already a transaction in progress");
      }
      return "BEGIN";
    }
    if (command instanceof TransactionCommand.Commit commit) {
      refuseChain(commit.chain());
      warnOutsideBlock();
      return block.commit() ? "COMMIT" : "ROLLBACK";
    }
    if (command instanceof TransactionCommand.Rollback rollback) {
      refuseChain(rollback.chain());
      warnOutsideBlock();
      block.rollback();
      return "ROLLBACK";
    }
    if (command instanceof TransactionCommand.Savepoint savepoint) {
      block.savepoint(savepoint.name());
      return "SAVEPOINT";
    }
    if (command instanceof TransactionCommand.Release release) {
      block.release(release.name());
      return "RELEASE";
    }
    if (command instanceof TransactionCommand.RollbackTo rollbackTo) {
      block.rollbackTo(rollbackTo.name());
      return "ROLLBACK";
    }
    throw MegaDbException.notSupported("two-phase commit");
  }

  private static void refuseChain(boolean chain) {
    if (chain) {
      throw MegaDbException.notSupported("AND CHAIN");
    }
  }

  private void warnOutsideBlock() {
    if (!block.isExplicit()) {
      warn(SqlState.NO_ACTIVE_SQL_TRANSACTION, "there is no transaction in progress");
    }
  }

  private void warn(SqlState state, String message) {
    warnings.accept(new MegaDbException(state, message));
  }
}
