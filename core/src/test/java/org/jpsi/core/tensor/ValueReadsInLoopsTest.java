package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// {@link Tensor#values()} tells a recording that values are read, by a volatile read that C2
/// neither vectorizes nor takes out of a loop: operations take {@link Tensor#data()}, and others
/// read it before a loop. Found in the compiled classes.
class ValueReadsInLoopsTest {
  private static final String TENSOR = "org/jpsi/core/tensor/Tensor";

  @Test
  void operationsReadDataInstead() throws IOException, URISyntaxException {
    List<String> found = new ArrayList<>();
    for (ClassModel type : classes()) {
      String name = type.thisClass().asInternalName();
      if (name.startsWith("org/jpsi/core/tensor/") && !name.equals(TENSOR)) {
        type.methods().stream()
            .filter(method -> elements(method).stream().anyMatch(ValueReadsInLoopsTest::reads))
            .forEach(method -> found.add(name + "." + method.methodName().stringValue()));
      }
    }
    assertThat(found).as("Tensor.values() below org.jpsi.core.tensor: use data()").isEmpty();
  }

  @Test
  void nobodyReadsInLoops() throws IOException, URISyntaxException {
    List<String> found = new ArrayList<>();
    for (ClassModel type : classes()) {
      for (MethodModel method : type.methods()) {
        if (readsInLoop(method)) {
          found.add(type.thisClass().asInternalName() + "." + method.methodName().stringValue());
        }
      }
    }
    assertThat(found).as("Tensor.values() in a loop: read it before").isEmpty();
  }

  @Test
  void findsOne() throws IOException {
    try (var bytes = getClass().getResourceAsStream("ValueReadsInLoopsTest$Example.class")) {
      ClassModel example = ClassFile.of().parse(Objects.requireNonNull(bytes).readAllBytes());
      assertThat(example.methods().stream().filter(ValueReadsInLoopsTest::readsInLoop))
          .extracting(method -> method.methodName().stringValue())
          .containsExactly("inside");
    }
  }

  static final class Example {
    private Example() {}

    static float inside(Tensor x) {
      float sum = 0;
      for (int i = 0; i < 3; i++) {
        sum += x.values()[i];
      }
      return sum;
    }

    static float before(Tensor x) {
      float[] values = x.values();
      float sum = 0;
      for (int i = 0; i < 3; i++) {
        sum += values[i];
      }
      return sum;
    }
  }

  // Loops are the ranges from a label to a branch back to it.
  private static boolean readsInLoop(MethodModel method) {
    List<CodeElement> code = elements(method);
    Map<Label, Integer> labels = new HashMap<>();
    for (int i = 0; i < code.size(); i++) {
      if (code.get(i) instanceof LabelTarget target) {
        labels.put(target.label(), i);
      } else if (code.get(i) instanceof BranchInstruction branch) {
        int begin = labels.getOrDefault(branch.target(), i);
        if (code.subList(begin, i).stream().anyMatch(ValueReadsInLoopsTest::reads)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean reads(CodeElement element) {
    return element instanceof InvokeInstruction call
        && call.owner().asInternalName().equals(TENSOR)
        && call.name().equalsString("values");
  }

  private static List<CodeElement> elements(MethodModel method) {
    return method.code().map(code -> code.elementList()).orElse(List.of());
  }

  private static List<ClassModel> classes() throws IOException, URISyntaxException {
    Path root = Path.of(Tensor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<ClassModel> classes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        classes.add(ClassFile.of().parse(file));
      }
    }
    assertThat(classes).hasSizeGreaterThan(100);
    return classes;
  }
}
