package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The guard of a recorded step knows every operation by its constants.
class OperationSignatureTest {
  // Compared by equals, or element by element.
  private static final Set<Class<?>> CONSTANTS =
      Set.of(
          int.class,
          long.class,
          float.class,
          double.class,
          boolean.class,
          String.class,
          int[].class,
          Shape.class,
          IntTensor.class,
          RandomStream.class,
          AxisView.class,
          BinaryFunction.class,
          CustomOperation.class);

  static Stream<Class<?>> operations() {
    List<Class<?>> found =
        PackageClasses.of(Tensor.class).stream()
            .filter(type -> Operation.class.isAssignableFrom(type) && !type.isInterface())
            .toList();
    assertThat(found).hasSizeGreaterThan(20);
    return found.stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationIsARecordWhoseConstantsAreKnown(Class<?> operation) {
    assertThat(operation.isRecord()).isTrue();
    demandKnown(operation);
  }

  private static void demandKnown(Class<?> record) {
    for (RecordComponent component : OperationSignature.constants(record)) {
      Class<?> type = component.getType();
      assertThat(component.getGenericType()).isNotInstanceOf(GenericArrayType.class);
      if (CONSTANTS.contains(type) || type.isEnum()) {
        continue;
      }
      if (type.isRecord()) {
        demandKnown(type);
      } else if (type.isSealed()) {
        for (Class<?> permitted : type.getPermittedSubclasses()) {
          assertThat(permitted.isRecord()).isTrue();
          demandKnown(permitted);
        }
      } else {
        throw new AssertionError(
            component
                + " of "
                + record.getSimpleName()
                + ": compare it in OperationSignature, or make it a tensor or Scratch");
      }
    }
  }

  static Stream<String> cases() {
    return OperationsTest.operations();
  }

  // A tensor that an operation computes with and that is no input would not be compared.
  @ParameterizedTest
  @MethodSource("cases")
  void everyTensorOfAnOperationIsAnInput(String name) {
    Tensor[] inputs = OperationsTest.inputs(name, 0);
    GraphCapture pass =
        GraphCapture.of(
            _ -> OperationsTest.operation(name).apply(inputs).sum(),
            RandomStream.of(Rng.of(0), 0),
            null);
    for (GraphCapture.Node node : pass.nodes()) {
      assertThat(node.operation().inputs()).containsAll(tensors(node.operation()));
    }
  }

  private static List<Tensor> tensors(Object value) {
    return switch (value) {
      case Tensor tensor -> List.of(tensor);
      case BroadcastOperand operand -> List.of(operand.tensor());
      case Collection<?> all -> all.stream().flatMap(each -> tensors(each).stream()).toList();
      case Record record ->
          Stream.of(record.getClass().getRecordComponents())
              .flatMap(component -> tensors(get(component, record)).stream())
              .toList();
      case null, default -> List.of();
    };
  }

  private static Object get(RecordComponent component, Record of) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  // Each operation traced after itself is the same, and its replay follows other values.
  @ParameterizedTest
  @MethodSource("cases")
  void everyOperationIsRecognized(String name) {
    Function<Tensor[], Tensor> operation = OperationsTest.operation(name);
    Tensor[] inputs = OperationsTest.inputs(name, 0);
    RandomStream random = RandomStream.of(Rng.of(0), 0);
    Function<RandomStream, Tensor> step = _ -> operation.apply(inputs).sum();
    GraphCapture pass = GraphCapture.of(step, random, null);
    Guard guard = new Guard(pass.nodes(), pass.end());
    GraphCapture traced = GraphCapture.of(step, random, guard);
    assertThat(traced.isTraced()).describedAs(traced.deviation()).isTrue();
  }

  @Test
  void anotherConstantIsAnotherOperation() {
    Tensor x = Tensor.ones(4, 3).requiresGrad();
    RandomStream random = RandomStream.of(Rng.of(0), 0);
    List<Function<RandomStream, Tensor>> steps =
        List.of(
            _ -> x.clamp(0, 1).sum(),
            _ -> x.clamp(0, 2).sum(),
            _ -> x.slice(0, 1, 3).sum(),
            _ -> x.slice(0, 0, 2).sum(),
            _ -> x.transpose().reshape(4, 3).slice(1, 0, 2).sum(),
            _ -> x.permute(1, 0).reshape(4, 3).slice(1, 1, 3).sum(),
            _ -> x.mul(2).sum(),
            _ -> x.mul(3).sum(),
            _ -> x.add(2).sum(),
            _ -> x.detach().mul(x).sum(),
            _ -> x.mul(x).sum(),
            _ -> x.mean(0).sum(),
            _ -> x.mean(1).sum(),
            _ -> x.leakyRelu(0.1).sum(),
            _ -> x.leakyRelu(0.2).sum(),
            r -> x.dropout(0.2, r.child(1)).sum(),
            r -> x.dropout(0.2, r.child(2)).sum(),
            r -> x.dropout(0.3, r.child(2)).sum(),
            r -> x.dropout(0.3, r.child(2)).dropout(0.3, r.child(2)).sum(),
            r -> x.dropout(0.3, r.child(2)).dropout(0.3, r.child(3)).sum(),
            _ -> x.max(0).sum(),
            _ -> x.min(0).sum(),
            _ -> x.gather(Tensor.of(new float[] {0, 1, 2, 0})).sum(),
            _ -> x.gather(Tensor.of(new float[] {0, 1, 1, 0})).sum());
    for (int i = 0; i < steps.size(); i++) {
      random.reset(Rng.of(0), 0);
      GraphCapture pass = GraphCapture.of(steps.get(i), random, null);
      for (int k = 0; k < steps.size(); k++) {
        random.reset(Rng.of(0), 0);
        Guard guard = new Guard(pass.nodes(), pass.end());
        GraphCapture other = GraphCapture.of(steps.get(k), random, guard);
        assertThat(other.isTraced()).describedAs("%d after %d", k, i).isEqualTo(i == k);
        float value = other.isTraced() ? pass.end().item() : other.end().item();
        random.reset(Rng.of(0), 0);
        assertThat(value).isEqualTo(steps.get(k).apply(random).item());
      }
    }
  }
}
