package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.HeadLosses;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Activation;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Init;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.tensor.PackageClasses;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Scalar;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Built-in layers and losses are replayed without a guard, because nothing that they compute with
/// can change but parameters and scalars, which a replay reads.
class BuiltInLayersTest {
  private static final Set<Class<?>> IMMUTABLE =
      Set.of(
          int.class,
          long.class,
          float.class,
          double.class,
          boolean.class,
          String.class,
          Shape.class,
          Init.class,
          Activation.class,
          LayerSpec.class,
          Parameter.class,
          Scalar.class,
          Double.class,
          Float.class,
          Integer.class);

  static Stream<Class<?>> builtIn() {
    List<Class<?>> found =
        Stream.<Class<?>>of(Layer.class, Loss.class)
            .flatMap(type ->
                PackageClasses.of(type).stream()
                    .filter(one -> type.isAssignableFrom(one) && !one.isInterface()))
            .toList();
    assertThat(found).contains(Linear.class, BinaryCrossEntropy.class).hasSizeGreaterThan(25);
    return found.stream();
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void theyAreImmutable(Class<?> type) {
    for (Class<?> c = type; c != Object.class && c != Record.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        assertThat(Modifier.isFinal(field.getModifiers())).describedAs(field.toString()).isTrue();
        assertThat(Modifier.isStatic(field.getModifiers()) || isImmutable(field.getGenericType()))
            .describedAs("%s: its value may change between two steps", field)
            .isTrue();
      }
    }
  }

  // Lists and maps are copied where they are taken: List.copyOf.
  private static boolean isImmutable(Type type) {
    if (type instanceof ParameterizedType of
        && of.getRawType() instanceof Class<?> raw
        && (raw == List.class || Map.class.isAssignableFrom(raw))) {
      return Stream.of(of.getActualTypeArguments()).allMatch(BuiltInLayersTest::isImmutable);
    }
    return type instanceof Class<?> c
        && (IMMUTABLE.contains(c)
            || c.isEnum()
            || Layer.class.isAssignableFrom(c)
            || Loss.class.isAssignableFrom(c)
            // settings, which none of them writes
            || c == float[].class
            || c == double[].class
            || isImmutableRecord(c)
            || (c.isSealed()
                && Stream.of(c.getPermittedSubclasses()).allMatch(BuiltInLayersTest::isImmutable)));
  }

  private static boolean isImmutableRecord(Class<?> type) {
    return type.isRecord()
        && Stream.of(type.getRecordComponents())
            .allMatch(component -> isImmutable(component.getGenericType()));
  }

  @Test
  void theyAreKnownFromAllOthers() {
    Layer net = Sequential.of(Residual.of(Linear.of(4, 4), BatchNorm.of(4)), Linear.of(4, 1));
    assertThat(ForeignClasses.of(net, new BinaryCrossEntropy())).isEmpty();
    Layer own =
        new Layer() {
          @Override
          public Tensor forward(Tensor x, Mode mode) {
            return x;
          }
        };
    assertThat(ForeignClasses.of(Sequential.of(Residual.of(own), own), new BinaryCrossEntropy()))
        .containsExactly("BuiltInLayersTest$1");
    assertThat(ForeignClasses.of(net, new OwnLoss())).containsExactly("BuiltInLayersTest$OwnLoss");
    Loss lambda = (output, _, weight) -> output.sum().mul(weight.sum());
    assertThat(ForeignClasses.of(net, lambda)).containsExactly("BuiltInLayersTest's lambda");
    HeadLosses heads =
        HeadLosses.of(
            HeadLosses.Head.of("one", new BinaryCrossEntropy()),
            HeadLosses.Head.of("two", new OwnLoss()));
    assertThat(ForeignClasses.of(net, heads)).containsExactly("BuiltInLayersTest$OwnLoss");
  }

  @Test
  void aClassWithoutAPackageHasItsWholeName() throws ReflectiveOperationException {
    byte[] code =
        ClassFile.of()
            .build(
                ClassDesc.of("Ec"),
                type ->
                    type.withInterfaceSymbols(ClassDesc.of(Layer.class.getName()))
                        .withMethodBody(
                            ConstantDescs.INIT_NAME,
                            ConstantDescs.MTD_void,
                            ClassFile.ACC_PUBLIC,
                            body ->
                                body.aload(0)
                                    .invokespecial(
                                        ConstantDescs.CD_Object,
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void)
                                    .return_()));
    class Loader extends ClassLoader {
      Loader() {
        super(Layer.class.getClassLoader());
      }

      Class<?> define() {
        return defineClass("Ec", code, 0, code.length);
      }
    }

    Constructor<?> made = new Loader().define().getConstructor();
    Layer layer = (Layer) made.newInstance();
    assertThat(ForeignClasses.of(layer, new BinaryCrossEntropy())).containsExactly("Ec");
  }

  private record OwnLoss() implements Loss {
    @Override
    public String name() {
      return "own";
    }

    @Override
    public Tensor forward(Tensor output, Tensor target, Tensor weight) {
      return output.sum();
    }

    @Override
    public Tensor response(Tensor output) {
      return output;
    }
  }
}
