package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Dependencies between packages: what ARCHITECTURE's table of packages says is what is there, no
/// more and no less, and no package depends on itself by a circle.
class ArrowsTest {
  /// A row of the table: a package, and which others it uses.
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([\\w.]+)` \\| (nothing|`[\\w.]+`(?:, `[\\w.]+`)*) \\|$", Pattern.MULTILINE);

  private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.jpsi");

  @Test
  void packagesUseWhatTheTableSaysAndNothingElse() {
    assertThat(lines(used())).isEqualTo(lines(told()));
  }

  @Test
  void noPackageUsesItselfThroughOthers() {
    Map<String, Set<String>> used = used();
    Set<String> circles = new TreeSet<>();
    for (String start : used.keySet()) {
      Set<String> reached = new TreeSet<>(used.get(start));
      for (int before = -1; before != reached.size(); ) {
        before = reached.size();
        Set.copyOf(reached).forEach(p -> reached.addAll(used.getOrDefault(p, Set.of())));
      }
      if (reached.contains(start)) {
        circles.add(start);
      }
    }
    assertThat(circles).isEmpty();
  }

  @Test
  void coreUsesNothingButTheJdk() {
    Set<String> others = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (house(type).startsWith("core.") || house(type).startsWith("lab.")) {
        for (var dependency : type.getDirectDependenciesFromSelf()) {
          String name = dependency.getTargetClass().getBaseComponentType().getPackageName();
          if (!name.isEmpty()
              && !name.matches(
                  "(java|jdk\\.incubator\\.vector|org\\.jpsi\\.(core|lab)|org\\.jspecify)(\\..*)?")) {
            others.add(name);
          }
        }
      }
    }
    assertThat(others).isEmpty();
  }

  private static Map<String, Set<String>> told() {
    Map<String, Set<String>> told = new TreeMap<>();
    Matcher rows = ROW.matcher(House.read(House.ROOT.resolve("ARCHITECTURE.md")));
    while (rows.find()) {
      Set<String> uses = new TreeSet<>();
      NAME.matcher(rows.group(2)).results().forEach(name -> uses.add(name.group(1)));
      told.put(rows.group(1), uses);
    }
    assertThat(told).containsKeys("core.tensor", "core.table", "formats", "app");
    return told;
  }

  private static Map<String, Set<String>> used() {
    Map<String, Set<String>> used = new TreeMap<>();
    for (JavaClass from : CLASSES) {
      Set<String> uses = used.computeIfAbsent(house(from), _ -> new TreeSet<>());
      for (var dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass to = dependency.getTargetClass().getBaseComponentType();
        if (to.getPackageName().startsWith("org.jpsi.") && !house(to).equals(house(from))) {
          uses.add(house(to));
        }
      }
    }
    return used;
  }

  private static String lines(Map<String, Set<String>> arrows) {
    StringBuilder lines = new StringBuilder();
    arrows.forEach((from, to) -> lines.append(from + " uses " + String.join(", ", to) + "\n"));
    return lines.toString();
  }

  /// `core.nn` for `org.jpsi.core.nn.Relu`.
  private static String house(JavaClass type) {
    return type.getPackageName().replaceFirst("^org\\.jpsi\\.", "");
  }
}
