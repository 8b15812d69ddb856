/// Classical learning: the perceptron with its learning rule, and linear regression in closed form.
/// Enter at {@link org.jpsi.lab.classic.PerceptronRule} and {@link
/// org.jpsi.lab.classic.LinearRegression}.
package org.jpsi.lab.classic;
