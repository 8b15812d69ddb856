package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Who may use whom. A package that is missing here is a decision not taken yet.
class ArrowsTest {
  private static final List<String> FREE = List.of("core.input", "core.random");

  private static final Map<String, List<String>> USES =
      Map.ofEntries(
          Map.entry("core.input", List.of()),
          Map.entry("core.random", List.of()),
          Map.entry("core.kernel", List.of()),
          Map.entry("core.algebra", List.of()),
          Map.entry("core.classic", List.of("core.algebra")),
          Map.entry("core.task", List.of()),
          Map.entry("core.event", List.of("core.task")),
          Map.entry("core.tensor", List.of("core.kernel")),
          Map.entry("core.nn", List.of("core.tensor", "core.kernel", "core.task")),
          Map.entry("core.optim", List.of("core.nn", "core.tensor", "core.kernel")),
          Map.entry(
              "core.model",
              List.of("core.nn", "core.tensor", "core.kernel", "core.event", "core.task")),
          Map.entry(
              "core.train",
              List.of(
                  "core.model",
                  "core.optim",
                  "core.nn",
                  "core.tensor",
                  "core.kernel",
                  "core.algebra",
                  "core.eval",
                  "core.event",
                  "core.task")),
          Map.entry(
              "core.anomaly",
              List.of(
                  "core.train",
                  "core.algebra",
                  "core.model",
                  "core.optim",
                  "core.nn",
                  "core.eval",
                  "core.event",
                  "core.task")),
          Map.entry("core.eval", List.of("core.event", "core.task")),
          Map.entry("core.sim", List.of("core.event")),
          Map.entry(
              "core.rl",
              List.of("core.train", "core.algebra", "core.optim", "core.nn", "core.tensor")),
          Map.entry("formats", List.of("core.event", "core.tensor")),
          Map.entry(
              "report", List.of("core.eval", "core.event", "core.nn", "core.task", "core.tensor")),
          Map.entry(
              "baselines",
              List.of("core.eval", "core.nn", "core.task", "core.tensor", "core.train")),
          Map.entry("lessons", List.of("report")),
          Map.entry(
              "analysis",
              List.of(
                  "core.eval",
                  "core.event",
                  "core.model",
                  "core.nn",
                  "core.optim",
                  "core.sim",
                  "core.task",
                  "core.tensor",
                  "core.train",
                  "formats",
                  "report")),
          Map.entry(
              "app",
              List.of(
                  "analysis",
                  "core.eval",
                  "core.event",
                  "core.model",
                  "core.nn",
                  "core.sim",
                  "core.task",
                  "core.tensor",
                  "core.train",
                  "formats",
                  "lessons",
                  "report")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.jpsi");

  @Test
  void packagesPointOneWay() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      String user = house(from);
      for (var dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass to = dependency.getTargetClass().getBaseComponentType();
        String used = house(to);
        if (to.getPackageName().startsWith("org.jpsi") && !allowed(user, used)) {
          wrong.add(user + " -> " + used + " in " + from.getName());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> packages = new TreeSet<>();
    CLASSES.forEach(type -> packages.add(house(type)));
    assertThat(USES.keySet()).containsAll(packages);
    assertThat(packages).contains("core.tensor", "core.event", "formats", "app");
  }

  @Test
  void coreUsesNothingButTheJdk() {
    Set<String> others = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (house(type).startsWith("core.")) {
        for (var dependency : type.getDirectDependenciesFromSelf()) {
          String name = dependency.getTargetClass().getBaseComponentType().getPackageName();
          if (!name.isEmpty()
              && !name.matches(
                  "(java|jdk\\.incubator\\.vector|org\\.jpsi\\.core|org\\.jspecify)(\\..*)?")) {
            others.add(name);
          }
        }
      }
    }
    assertThat(others).isEmpty();
  }

  private static boolean allowed(String user, String used) {
    return user.equals(used)
        || FREE.contains(used)
        || USES.getOrDefault(user, List.of()).contains(used);
  }

  /// `core.nn` for `org.jpsi.core.nn.Relu`; outside core the module alone: `formats` for all of it.
  private static String house(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    if (parts.length < 3) {
      return type.getPackageName();
    }
    return parts[2].equals("core") && parts.length > 3 ? "core." + parts[3] : parts[2];
  }
}
