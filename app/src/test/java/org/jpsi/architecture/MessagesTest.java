package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.lessons.Lesson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong is told between classes as data. Its text is for people: nothing asks a message
/// what is in it, or cuts one up.
class MessagesTest {
  private static final String MESSAGE =
      "(?:\\bget(?:Localized)?Message\\(\\)|\\bmessage\\(\\)|ProblemText\\.\\w+\\([^;]*?\\))";
  private static final String ASKED =
      "(?:contains|startsWith|endsWith|indexOf|lastIndexOf|equals|equalsIgnoreCase|matches|charAt"
          + "|substring|split|replace|replaceAll|replaceFirst|regionMatches|compareTo)\\(";

  // e.getMessage().contains(, String.valueOf(e.getMessage()).indexOf(
  private static final Pattern AT_ONCE = Pattern.compile(MESSAGE + "\\)*\\s*\\.\\s*" + ASKED);

  // "...".equals(e.getMessage()), PATTERN.matcher(e.getMessage())
  private static final Pattern HANDED_OVER =
      Pattern.compile("\\b(?:equals|matcher|matches|contains)\\([^;()]*" + MESSAGE);
  private static final Pattern KEPT =
      Pattern.compile("\\bString\\s+(\\w+)\\s*=\\s*[^;]*?" + MESSAGE + "[^;]*;");

  /// Those that put into words what others say; a lesson shows what a reader's own code threw.
  private static final Set<Class<?>> QUOTING = Set.of(ProblemText.class, Lesson.class);

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.jpsi");

  @Test
  void nothingBranchesOnTheWordsOfAMessage() {
    List<String> found = new ArrayList<>();
    List<Path> sources =
        House.sources().stream().filter(f -> f.toString().contains("/src/main/java/")).toList();
    for (Path file : sources) {
      branches(House.read(file))
          .forEach(text -> found.add(House.ROOT.relativize(file) + ": " + text));
    }
    assertThat(sources).hasSizeGreaterThan(100);
    assertThat(found).isEmpty();
  }

  /// So that the test above can fail.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "if (e.message().startsWith(\"[\" + where)) {",
        "int end = e.getMessage().indexOf(']');",
        "if (String.valueOf(e.getMessage())\n    .contains(\"No space\")) {",
        "if (\"no\".equals(e.getMessage())) {",
        "if (FULL.matcher(e.getMessage()).find()) {",
        "String why = String.valueOf(e.getMessage());\n if (why.contains(\"x\")) {",
        "return ProblemText.messageOf(e).substring(3);",
      })
  void suchABranchIsFound(String source) {
    assertThat(branches(source)).isNotEmpty();
  }

  private static List<String> branches(String source) {
    List<String> found = new ArrayList<>();
    for (Pattern pattern : List.of(AT_ONCE, HANDED_OVER)) {
      pattern.matcher(source).results().forEach(result -> found.add(result.group()));
    }
    Matcher kept = KEPT.matcher(source);
    while (kept.find()) {
      Pattern asked = Pattern.compile("\\b" + kept.group(1) + "\\s*\\.\\s*" + ASKED);
      asked.matcher(source).results().forEach(result -> found.add(result.group()));
    }
    return found;
  }

  /// The words of the system, which come with an IOException, have a class of their own.
  @Test
  void messagesAreReadOnlyWhereTheyArePutIntoWords() {
    Set<String> others = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
        if (readsAMessage(call.getTarget())
            && QUOTING.stream().noneMatch(quoting -> type.isEquivalentTo(quoting))) {
          others.add(type.getSimpleName() + " reads " + call.getTarget().getFullName());
        }
      }
    }
    assertThat(others).isEmpty();
  }

  private static boolean readsAMessage(MethodCallTarget target) {
    JavaClass owner = target.getOwner();
    return (target.getName().equals("getMessage") || target.getName().equals("getLocalizedMessage"))
        && owner.isAssignableTo(Throwable.class)
        && !owner.isAssignableTo(IOException.class);
  }
}
