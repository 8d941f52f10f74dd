package io.megadb.gateway.session;

import io.megadb.gateway.net.ClientOutput;
import io.megadb.gateway.protocol.MessageWriter;
import io.megadb.gateway.settings.SessionSettings;
import java.util.Map;

/** Tells the client the settings that drivers follow. Confined to the session. */
final class SettingReports {
  private final SessionSettings settings;
  private final ClientOutput output;
  private Map<String, String> reported = Map.of();

  /** All settings when the client was last told; never changed, only replaced. */
  private Map<String, String> reportedFrom;

  SettingReports(SessionSettings settings, ClientOutput output) {
    this.settings = settings;
    this.output = output;
  }

  /** Sends what the client does not know yet. */
  void send() {
    if (settings.values() == reportedFrom) {
      return;
    }
    reportedFrom = settings.values();
    Map<String, String> now = settings.reported();
    now.forEach(
        (name, value) -> {
          if (!value.equals(reported.get(name))) {
            MessageWriter.parameterStatus(output.buffer(), name, value);
          }
        });
    reported = now;
  }
}
