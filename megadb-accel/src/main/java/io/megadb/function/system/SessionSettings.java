package io.megadb.function.system;

/** A service of the gateway: changes of session settings from within a statement. */
public interface SessionSettings {
  /**
   * Sets a parameter, for set_config.
   *
   * @param local only for the current transaction
   * @return the value as SHOW gives it afterwards
   */
  String set(String name, String value, boolean local);

  /**
   * A parameter's value now, changes within the statement included.
   *
   * @return null for an unknown one
   */
  String get(String name);
}
