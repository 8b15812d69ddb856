package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;

/// What others may build on is a promise: it changes in this file's sight, never by chance.
class ExportsTest {
  private static final Path LIST = House.ROOT.resolve("core/exports.txt");

  @Test
  void coreExportsWhatItsListSays() throws Exception {
    List<String> exported =
        core().exports().stream()
            .filter(e -> !e.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .sorted()
            .toList();
    assertThat(exported).isEqualTo(Files.readAllLines(LIST));
  }

  @Test
  void modulesThatRequireCoreNeedNothingElse() throws Exception {
    assertThat(core().requires())
        .filteredOn(needed -> !needed.name().startsWith("java."))
        .allMatch(needed -> needed.modifiers().equals(Set.of(Requires.Modifier.STATIC)));
  }

  private static ModuleDescriptor core() throws Exception {
    Path core = Path.of(Table.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return ModuleFinder.of(core).find("org.jpsi.core").orElseThrow().descriptor();
  }
}
