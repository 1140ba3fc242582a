/**
 * Decides whether a version may be loaded in this process: checks it in a child process, and
 * remembers failures.
 */
package dev.weft.classifier.loadcheck;
