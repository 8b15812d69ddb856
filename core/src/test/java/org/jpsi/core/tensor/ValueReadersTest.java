package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reading values out of a tensor while a step is recorded makes it run eagerly: by every public
/// method of a tensor that returns no tensor, found by reflection.
class ValueReadersTest {
  // What tells of a tensor without its values.
  private static final Set<String> WITHOUT_VALUES =
      Set.of("shape", "count", "offset", "axes", "leaves", "hashCode", "equals", "getClass");

  static Stream<Method> readers() {
    return Arrays.stream(Tensor.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> method.getReturnType() != Tensor.class)
        // two tensors
        .filter(method -> method.getReturnType() != Sorted.class)
        .filter(method -> !WITHOUT_VALUES.contains(method.getName()));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void everyReaderOfValuesIsNoticed(Method reader) {
    Parameter w = Parameter.of("w", Shape.of(1));
    w.set(new float[] {2});
    Function<RandomStream, Tensor> step =
        _ -> {
          Tensor y = w.tensor().square();
          read(reader, y);
          return y.sum();
        };
    assertThat(RecordedGraph.record(step, Parameters.of(java.util.List.of(w)), Optional.empty()))
        .isEmpty();
  }

  private static void read(Method reader, Tensor y) {
    Object[] arguments =
        Arrays.stream(reader.getParameterTypes()).map(ValueReadersTest::argument).toArray();
    try {
      reader.invoke(y, arguments);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(reader + " cannot be called: say how in argument()", e);
    }
  }

  private static Object argument(Class<?> type) {
    if (type == int[].class) {
      return new int[] {0};
    }
    if (type == Tensor.class) {
      return Tensor.ones(1);
    }
    throw new AssertionError("an argument of " + type + " is not known to this test");
  }

  @ParameterizedTest
  @MethodSource("draws")
  void drawingRandomNumbersByOneselfIsNoticed(Function<RandomStream, Object> draw) {
    Parameter w = Parameter.of("w", Shape.of(1));
    Function<RandomStream, Tensor> step =
        random -> {
          Object _ = draw.apply(random.child(3));
          return w.tensor().sum();
        };
    assertThat(RecordedGraph.record(step, Parameters.of(java.util.List.of(w)), Optional.empty()))
        .isEmpty();
  }

  static Stream<Function<RandomStream, Object>> draws() {
    return Stream.of(
        random -> random.rng().equals(Rng.of(0)), RandomStream::firstEvent, RandomStream::rng);
  }
}
