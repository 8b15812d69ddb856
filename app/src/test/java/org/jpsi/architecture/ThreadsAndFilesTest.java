package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.parallel.ThreadPool;
import org.junit.jupiter.api.Test;

/// Threads are made in one package, files written in one: elsewhere only where there is a reason.
class ThreadsAndFilesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.jpsi");

  private static final String THREADS = ThreadPool.class.getPackageName();
  private static final String FILES = AtomicFile.class.getPackageName();

  // Class and call, with the reason. An entry that is needed no more fails.
  private static final Map<String, String> FORCED =
      Map.of(
          "org.jpsi.analysis.folder.RunFolder calls Files.move",
          "it moves the folder of a run, whole, over the one it replaces");

  @Test
  void onlyOnePackageMakesThreads() {
    Set<String> wrong = found(THREADS, ThreadsAndFilesTest::makesThreads);
    for (JavaClass from : CLASSES) {
      for (var dependency : from.getDirectDependenciesFromSelf()) {
        String used = dependency.getTargetClass().getBaseComponentType().getName();
        if (isExecutor(used) && !from.getPackageName().equals(THREADS)) {
          wrong.add(outermost(from) + " uses " + used);
        }
      }
    }
    assertThat(wrong)
        .as("take org.jpsi.core.parallel: ThreadPool, BackgroundThread")
        .isSubsetOf(FORCED.keySet());
  }

  @Test
  void onlyOnePackageWritesFiles() {
    assertThat(found(FILES, ThreadsAndFilesTest::writesFiles))
        .as("take org.jpsi.core.io.AtomicFile")
        .isSubsetOf(FORCED.keySet());
  }

  @Test
  void noExceptionIsLeftFromEarlierTimes() {
    Set<String> needed = found(THREADS, ThreadsAndFilesTest::makesThreads);
    needed.addAll(found(FILES, ThreadsAndFilesTest::writesFiles));
    assertThat(needed).containsAll(FORCED.keySet());
  }

  /// The rules see what they forbid, where it is allowed.
  @Test
  void thePackagesThemselvesAreSeen() {
    assertThat(found("", ThreadsAndFilesTest::makesThreads))
        .contains("org.jpsi.core.parallel.BackgroundThread calls Thread.ofPlatform");
    assertThat(found("", ThreadsAndFilesTest::writesFiles))
        .contains(
            "org.jpsi.core.io.AtomicFile calls Files.move",
            "org.jpsi.core.io.AtomicFile calls StandardOpenOption.CREATE_NEW");
    assertThat(isExecutor("java.util.concurrent.Executors")).isTrue();
    assertThat(isExecutor("java.util.concurrent.CompletableFuture")).isTrue();
    assertThat(isExecutor("java.util.concurrent.ConcurrentHashMap")).isFalse();
  }

  private static Set<String> found(String allowed, Predicate<JavaAccess<?>> rule) {
    Set<String> found = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      for (JavaAccess<?> access : from.getAccessesFromSelf()) {
        if (!from.getPackageName().equals(allowed) && rule.test(access)) {
          found.add(
              outermost(from)
                  + " calls "
                  + access.getTargetOwner().getSimpleName()
                  + "."
                  + access.getTarget().getName());
        }
      }
    }
    return found;
  }

  private static String outermost(JavaClass type) {
    return type.getName().replaceAll("\\$.*", "");
  }

  private static boolean isExecutor(String type) {
    return type.matches(
        "java\\.util\\.concurrent\\.(\\w*Execut\\w*|ForkJoin\\w*|\\w*Future\\w*|Completion\\w*"
            + "|StructuredTaskScope.*|ThreadFactory|CountedCompleter|Recursive\\w+)"
            + "|java\\.util\\.Timer\\w*|java\\.lang\\.Thread\\$Builder.*");
  }

  private static boolean makesThreads(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    return owner.isAssignableTo(Thread.class)
            && name.matches("<init>|start|ofPlatform|ofVirtual|startVirtualThread")
        || owner.isEquivalentTo(Runtime.class) && name.equals("availableProcessors")
        || owner.getPackageName().startsWith("java.util") && name.startsWith("parallel");
  }

  private static boolean writesFiles(JavaAccess<?> access) {
    String name = access.getTarget().getName();
    return switch (access.getTargetOwner().getName()) {
      case "java.nio.file.Files" ->
          name.matches(
              "write\\w*|move|copy|newBufferedWriter|newOutputStream|newByteChannel|create\\w*File");
      case "java.nio.file.StandardOpenOption" ->
          name.matches("WRITE|APPEND|CREATE|CREATE_NEW|TRUNCATE_EXISTING");
      case "java.io.FileOutputStream", "java.io.FileWriter", "java.io.RandomAccessFile" ->
          name.equals("<init>");
      case "java.io.PrintStream", "java.io.PrintWriter", "java.util.Formatter" ->
          name.equals("<init>") && takesFile(access);
      default -> false;
    };
  }

  private static boolean takesFile(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget constructor
        && !constructor.getRawParameterTypes().isEmpty()
        && constructor
            .getRawParameterTypes()
            .getFirst()
            .getName()
            .matches("java\\.io\\.File|java\\.lang\\.String");
  }
}
