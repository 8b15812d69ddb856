/// The vocabulary that all modules share: what a model is for ({@link org.jpsi.core.task.Task}) and
/// what events are for ({@link org.jpsi.core.task.Part}).
package org.jpsi.core.task;
