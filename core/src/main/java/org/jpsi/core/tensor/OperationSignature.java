package org.jpsi.core.tensor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.ShortRows;

/// Signature of an operation: its class and its constants, which are all components of its record
/// but tensors, which a {@link Guard} compares by where they come from, and scratch. Found by
/// reflection, once for each class, so that a new operation has it without being told to.
final class OperationSignature {
  private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
  private static final ClassValue<List<MethodHandle>> CONSTANTS =
      new ClassValue<>() {
        @Override
        protected List<MethodHandle> computeValue(Class<?> type) {
          return constants(type).stream().map(OperationSignature::getter).toList();
        }
      };

  private OperationSignature() {}

  /// Whether both are the same operation with the same constants, on whatever tensors.
  static boolean same(Object one, Object other) {
    if (one.getClass() != other.getClass()) {
      return false;
    }
    for (MethodHandle constant : CONSTANTS.get(one.getClass())) {
      if (!equal(value(constant, one), value(constant, other))) {
        return false;
      }
    }
    return true;
  }

  // A record of the engine may hold tensors or scratch itself.
  private static boolean equal(Object one, Object other) {
    return one instanceof Record && other != null && isOfEngine(one.getClass())
        ? same(one, other)
        : Objects.deepEquals(one, other);
  }

  private static boolean isOfEngine(Class<?> type) {
    Package of = type.getPackage();
    return of == Tensor.class.getPackage() || of == Kernels.class.getPackage();
  }

  /// The components that are compared.
  static List<RecordComponent> constants(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalStateException(type.getName() + ": expected an operation that is a record");
    }
    List<RecordComponent> constants = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (!isTensor(component.getGenericType()) && !isScratch(component.getGenericType())) {
        constants.add(component);
      }
    }
    return constants;
  }

  static boolean isTensor(Type type) {
    return type == Tensor.class
        || type == BroadcastOperand.class
        || (type instanceof ParameterizedType list
            && list.getRawType() == List.class
            && list.getActualTypeArguments()[0] == Tensor.class);
  }

  static boolean isScratch(Type type) {
    return type == float[].class
        || type == double[].class
        || type == Scratch.class
        || type == TabularBuffers.class
        || type == ShortRows.class
        || (type instanceof ParameterizedType list
            && list.getRawType() == List.class
            && list.getActualTypeArguments()[0] == Scratch.class);
  }

  private static MethodHandle getter(RecordComponent component) {
    try {
      return MethodHandles.lookup().unreflect(component.getAccessor()).asType(GETTER);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(component + " of an operation cannot be read", e);
    }
  }

  private static Object value(MethodHandle getter, Object operation) {
    try {
      return getter.invokeExact(operation);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("an operation's component cannot be read", e);
    }
  }
}
