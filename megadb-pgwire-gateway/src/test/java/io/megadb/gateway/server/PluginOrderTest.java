package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.MegaDbPlugin;
import io.megadb.planner.spi.Plugins;
import io.megadb.planner.spi.SettingDefinition;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Registration: requirements first, and what is wrong is refused by name. */
class PluginOrderTest {
  /** A plugin that injects one setting. */
  private record Fake(String name, Set<String> requires, String setting) implements MegaDbPlugin {
    Fake(String name, String... requires) {
      this(name, Set.of(requires), name + ".thing");
    }

    @Override
    public void register(MegaDbExtensions extensions) {
      extensions.injectSetting(new SettingDefinition(setting, "", List.of(), ""));
    }
  }

  @Test
  void requiredPluginsComeFirstOthersByName() {
    MegaDbExtensions extensions =
        Plugins.register(
            List.of(new Fake("b"), new Fake("a", "c"), new Fake("c", "d"), new Fake("d")));
    assertThat(extensions.all())
        .extracting(MegaDbExtensions.Injection::plugin)
        .containsExactly("d", "c", "a", "b");
    assertThat(extensions.settings().get(0).switchName()).isEqualTo("megadb.plugin.d.d.thing");
  }

  @Test
  void twoPluginsOfOneNameAreRefused() {
    assertThatThrownBy(() -> Plugins.register(List.of(new Fake("a"), new Fake("a"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two plugins are called \"a\"")
        .hasMessageContaining(Fake.class.getName());
  }

  @Test
  void missingRequirementIsNamedWithWhatThereIs() {
    assertThatThrownBy(() -> Plugins.register(List.of(new Fake("a", "z"), new Fake("b"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("plugin \"a\" requires \"z\", which is not on the class path; found: [a, b]");
  }

  @Test
  void cycleIsNamedFromItsFirstPluginToItself() {
    List<MegaDbPlugin> cycle = List.of(new Fake("a", "b"), new Fake("b", "c"), new Fake("c", "b"));
    assertThatThrownBy(() -> Plugins.register(cycle))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("plugins require each other in a cycle: b -> c -> b");
  }

  @Test
  void oneThingFromTwoPluginsIsRefusedWithBoth() {
    List<MegaDbPlugin> rivals =
        List.of(new Fake("a", Set.of(), "same"), new Fake("b", Set.of(), "same"));
    assertThatThrownBy(() -> Plugins.register(rivals))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("setting \"same\" comes from plugin b and from a");
  }
}
