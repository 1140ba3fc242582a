/** Images as pictures: their bytes from the store, and small pictures of them. */
package dev.weft.gateway.pictures;
