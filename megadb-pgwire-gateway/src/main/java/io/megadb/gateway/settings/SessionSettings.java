package io.megadb.gateway.settings;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One session's settings. SET is undone when its transaction rolls back, SET LOCAL when it ends.
 * Confined to the session.
 */
public final class SessionSettings {
  private final SettingRegistry registry;

  /** Values at session start, which RESET goes back to; by lower-case name. */
  private final Map<String, String> resetValues = new HashMap<>();

  /** What SHOW gives; replaced, never changed, so that executions may keep it. */
  private Map<String, String> values = Map.of();

  /** The values at the start of the open transaction, or null outside one. */
  private Map<String, String> beforeTransaction;

  private Map<String, String> derivedFrom;
  private List<String> planning = List.of();
  private ZoneId zone;
  private long statementTimeoutMs;
  private Duration lockTimeout = Duration.ZERO;
  private long idleTimeoutMs;
  private long idleInTransactionTimeoutMs;

  /** What values become at commit: without SET LOCAL. */
  private Map<String, String> afterCommit;

  public SessionSettings(SettingRegistry registry) {
    this.registry = registry;
    Map<String, String> boot = new HashMap<>();
    for (Setting setting : registry.all()) {
      boot.put(setting.key(), setting.bootValue());
    }
    resetValues.putAll(boot);
    values = Map.copyOf(boot);
  }

  /** Sets a value of the connection's start: also what RESET goes back to, read-only ones too. */
  public void initialise(String name, String value) {
    Setting setting = registry.find(name);
    String normalised =
        setting == null || setting.kind() == Setting.Kind.READ_ONLY
            ? value
            : display(setting, setting.normalise(value));
    resetValues.put(name.toLowerCase(Locale.ROOT), normalised);
    values = with(values, name, normalised);
  }

  /** Whether a client may name this setting: a known one, or any dotted name. */
  public boolean exists(String name) {
    return registry.find(name) != null || name.indexOf('.') > 0;
  }

  /** All values by lower-case name; immutable. */
  public Map<String, String> values() {
    return values;
  }

  /** Equal objects mean that plans made under one hold under the other. */
  public Object planning() {
    derive();
    return planning;
  }

  /** The session's time zone. */
  public ZoneId zone() {
    derive();
    return zone;
  }

  /** statement_timeout; 0 for none. */
  public long statementTimeoutMs() {
    derive();
    return statementTimeoutMs;
  }

  /** lock_timeout; zero for none. */
  public Duration lockTimeout() {
    derive();
    return lockTimeout;
  }

  /** How long the client may be silent, inside a transaction block or outside; 0 for ever. */
  public long idleTimeoutMs(boolean inBlock) {
    derive();
    return inBlock ? idleInTransactionTimeoutMs : idleTimeoutMs;
  }

  /** Computes what depends on the values, once for each set of values. */
  private void derive() {
    if (derivedFrom == values) {
      return;
    }
    List<String> now = planningValues(values);
    if (!now.equals(planning)) {
      planning = now;
    }
    zone = SettingValues.zone(values.get("timezone"));
    statementTimeoutMs = SettingValues.millis(values.get("statement_timeout"));
    lockTimeout = Duration.ofMillis(SettingValues.millis(values.get("lock_timeout")));
    idleTimeoutMs = SettingValues.millis(values.get("idle_session_timeout"));
    idleInTransactionTimeoutMs =
        SettingValues.millis(values.get("idle_in_transaction_session_timeout"));
    derivedFrom = values;
  }

  /** A value by name in any case; 42704 if there is no such setting. */
  public String get(String name) {
    String value = values.get(name.toLowerCase(Locale.ROOT));
    if (value == null) {
      throw unknown(name);
    }
    return value;
  }

  /** The setting's own spelling of its name, as SHOW heads its column. */
  public String displayName(String name) {
    Setting setting = registry.find(name);
    return setting == null ? name : setting.name();
  }

  /**
   * Sets a value.
   *
   * @param value null for DEFAULT
   * @param local until the end of the transaction only
   */
  public void set(String name, String value, boolean local) {
    Setting setting = registry.find(name);
    if (setting == null && name.indexOf('.') <= 0) {
      throw unknown(name);
    }
    String key = name.toLowerCase(Locale.ROOT);
    String normalised;
    if (value == null) {
      normalised = resetValues.get(key);
    } else {
      normalised = setting == null ? value : display(setting, setting.normalise(value));
    }
    if (Objects.equals(values.get(key), normalised)
        && (local || afterCommit == null || Objects.equals(afterCommit.get(key), normalised))) {
      return;
    }
    Map<String, String> changed = with(values, key, normalised);
    if (!local && afterCommit != null) {
      afterCommit = with(afterCommit, key, normalised);
    }
    values = changed;
  }

  private static String display(Setting setting, String normalised) {
    return setting.key().equals("client_encoding") ? "UTF8" : normalised;
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> copy = new HashMap<>(map);
    if (value == null) {
      copy.remove(name.toLowerCase(Locale.ROOT));
    } else {
      copy.put(name.toLowerCase(Locale.ROOT), value);
    }
    return Map.copyOf(copy);
  }

  /** RESET ALL. */
  public void resetAll() {
    values = resetFrom(values);
    if (afterCommit != null) {
      afterCommit = resetFrom(afterCommit);
    }
  }

  /** RESET ALL leaves the open transaction's own modes. */
  private Map<String, String> resetFrom(Map<String, String> before) {
    Map<String, String> reset = new HashMap<>(resetValues);
    for (String kept : List.of("transaction_isolation", "transaction_read_only")) {
      reset.put(kept, before.get(kept));
    }
    return Map.copyOf(reset);
  }

  /** Whether a transaction is open here. */
  public boolean inTransaction() {
    return beforeTransaction != null;
  }

  /** False for values that no plan depends on. */
  private static boolean matters(String key) {
    return !key.startsWith("transaction_")
        && !key.endsWith("_timeout")
        && !key.equals("application_name");
  }

  private static List<String> planningValues(Map<String, String> values) {
    return values.entrySet().stream()
        .filter(entry -> matters(entry.getKey()))
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .sorted()
        .toList();
  }

  public void beginTransaction() {
    beforeTransaction = values;
    afterCommit = values;
  }

  /** Ends the transaction: keeps what SET changed if it committed, nothing otherwise. */
  public void endTransaction(boolean committed) {
    if (beforeTransaction != null) {
      values = committed ? afterCommit : beforeTransaction;
      beforeTransaction = null;
      afterCommit = null;
    }
  }

  /** The values that clients are told of, by display name. */
  public Map<String, String> reported() {
    Map<String, String> reported = new LinkedHashMap<>();
    for (Setting setting : registry.all()) {
      if (setting.reported()) {
        reported.put(setting.name(), values.get(setting.key()));
      }
    }
    return reported;
  }

  private MegaDbException unknown(String name) {
    String nearest = Nearest.of(name, registry.all().stream().map(Setting::key).toList());
    MegaDbException error =
        new MegaDbException(
            SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
    return nearest == null ? error : error.withHint("Perhaps you meant \"" + nearest + "\".");
  }
}
