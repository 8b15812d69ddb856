package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

/// No operation can be forgotten: every public method that gives a tensor is called by a case of
/// `OperationsTest`, which compares it with PyTorch and with finite differences and which
/// `ReplayTest` replays, and every class and function of an operation is in the graph of one.
class OperationCoverageTest {
  private static final List<Class<?>> CASES =
      List.of(
          OperationsTest.class,
          MaskedCases.class,
          CustomCases.class,
          IndexingCases.class,
          OtherCases.class);

  /// Methods that compute nothing of tensors, or have tests of their own: `FactoriesTest`,
  /// `DropoutStreamsTest`, `GradientReversalTest`.
  private static final Set<String> NO_OPERATION =
      Set.of(
          "detach()",
          "requiresGrad()",
          "dropout(double, RandomStream)",
          "reverseGradient(Tensor)",
          "of(float[], int[])",
          "of(double[], int[])",
          "of(float[][])",
          "of(double[][])",
          "nested(Object)",
          "scalar(float)",
          "zeros(Shape)",
          "zeros(int[])",
          "ones(Shape)",
          "ones(int[])",
          "full(Shape, float)",
          "arange(int)",
          "arange(double, double, double)",
          "linspace(double, double, int)",
          "eye(int)",
          "uniform(Shape, Rng, long)",
          "normal(Shape, Rng, long)",
          "view(float[], int, Shape)");

  /// Their derivative is 0, or there is none: compared with PyTorch, not with finite differences.
  private static final Set<String> NOT_DIFFERENTIABLE =
      Set.of("ArgExtreme", "ArgSort", "EQ", "NE", "LT", "LE", "SIGN", "STEP", "FLOOR");

  @Test
  void everyMethodThatGivesATensorHasACase() throws IOException {
    Set<String> called = new TreeSet<>();
    for (Class<?> cases : CASES) {
      called.addAll(calls(cases));
    }
    List<String> missing =
        Stream.of(Tensor.class, Axes.class)
            .flatMap(type -> Stream.of(type.getMethods()))
            .filter(method -> !method.isBridge() && method.getDeclaringClass() != Object.class)
            .filter(OperationCoverageTest::givesTensors)
            .filter(method -> !NO_OPERATION.contains(simple(method)))
            .filter(method -> !called.contains(signature(method)))
            .map(OperationCoverageTest::simple)
            .sorted()
            .toList();
    assertThat(missing).as("methods without a case in %s", CASES).isEmpty();
  }

  private static boolean givesTensors(Method method) {
    return method.getReturnType() == Tensor.class || method.getReturnType() == Sorted.class;
  }

  private static String simple(Method method) {
    List<String> parameters =
        Stream.of(method.getParameterTypes()).map(Class::getSimpleName).toList();
    return method.getName() + "(" + String.join(", ", parameters) + ")";
  }

  private static String signature(Method method) {
    StringBuilder signature = new StringBuilder(method.getName()).append('(');
    for (Class<?> parameter : method.getParameterTypes()) {
      signature.append(parameter.descriptorString());
    }
    return signature.append(')').toString();
  }

  // Names with the types of parameters of all methods that a class calls.
  private static Set<String> calls(Class<?> type) throws IOException {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    Set<String> calls = new TreeSet<>();
    try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file))) {
      for (var entry : ClassFile.of().parse(in.readAllBytes()).constantPool()) {
        if (entry instanceof MemberRefEntry member) {
          String descriptor = member.type().stringValue();
          calls.add(
              member.name().stringValue()
                  + descriptor.substring(0, Math.max(0, descriptor.indexOf(')') + 1)));
        }
      }
    }
    return calls;
  }

  @Test
  void everyOperationIsComparedWithPyTorchAndFiniteDifferences() {
    Set<String> compared = computed(OperationsTest.operations());
    Set<String> checked = computed(OperationsTest.curved());
    Set<String> all = operations();
    assertThat(all).hasSizeGreaterThan(60);
    // dropout has DropoutStreamsTest and OperationsTest's own; deviations are drawn; a reversed
    // gradient is none of its values, and has GradientReversalTest
    all.removeAll(Set.of("DropoutOp", "GradientReversalOp"));
    assertThat(compared).as("operations in the graphs of cases").containsAll(all);
    all.removeAll(NOT_DIFFERENTIABLE);
    assertThat(checked).as("operations whose gradient is checked").containsAll(all);
    assertThat(operations()).containsAll(NOT_DIFFERENTIABLE);
  }

  // The operations, and functions of operations, in the graphs of cases.
  private static Set<String> computed(Stream<String> cases) {
    Set<String> found = new TreeSet<>();
    cases.forEach(name -> {
      Tensor end =
          GraphCapture.of(
                  _ -> OperationsTest.operation(name).apply(OperationsTest.inputs(name, 0)),
                  RandomStream.of(Rng.of(0), 0),
                  null)
              .end();
      for (Tensor tensor : Backpropagation.topologicalOrder(end, _ -> true)) {
        Operation operation = tensor.origin();
        if (operation != null) {
          found.add(operation.getClass().getSimpleName());
          found.addAll(functions(operation));
        }
      }
    });
    return found;
  }

  private static List<String> functions(Operation operation) {
    List<String> functions = new ArrayList<>();
    for (RecordComponent component : operation.getClass().getRecordComponents()) {
      try {
        if (component.getAccessor().invoke(operation) instanceof Enum<?> function) {
          functions.add(function.name());
        }
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(operation + " has a component that cannot be read", e);
      }
    }
    return functions;
  }

  // All records of this package that are operations, and all constants of its functions.
  private static Set<String> operations() {
    Set<String> all = new TreeSet<>();
    for (Class<?> type : PackageClasses.of(Tensor.class)) {
      if (Operation.class.isAssignableFrom(type) && !type.isInterface()) {
        all.add(type.getSimpleName());
      }
      if (type.isEnum()) {
        Stream.of(Objects.requireNonNull(type.getEnumConstants()))
            .forEach(constant -> all.add(((Enum<?>) constant).name()));
      }
    }
    return all;
  }
}
