/** What a version said of its test images, so that live images can be told from them. */
package dev.weft.modelstore.reference;
