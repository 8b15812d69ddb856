/// What came before deep networks: the perceptron with its own rule, and linear regression in
/// closed form. Enter at {@link org.jpsi.core.classic.PerceptronRule} and {@link
/// org.jpsi.core.classic.LinearRegression}.
package org.jpsi.core.classic;
