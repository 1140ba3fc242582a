/** Which model answers: it is fetched, checked, loaded and held here, without any framework. */
package dev.weft.classifier.serving;
