package io.megadb.tables.olap.parquet;

import io.megadb.vector.Batch;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.Vector;
import java.nio.ByteBuffer;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Dictionary;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;

/**
 * A column of byte strings. While its pages are dictionary encoded the vectors are too, all of a
 * row group sharing one dictionary; a batch with other pages in it is flat.
 */
final class DictionaryCursor extends ValueCursor {
  private final Converter converter = new Converter();
  private BytesVector dictionary;

  DictionaryCursor(ColumnDescriptor column) {
    super(column);
  }

  /** Takes codes as long as there are only codes. */
  private final class Converter extends ColumnIn {
    private final BytesBuilder plain;
    private int[] codes = new int[Batch.MAX_ROWS];
    private int count;
    private boolean flat;

    Converter() {
      super(new BytesBuilder(Batch.MAX_ROWS));
      plain = (BytesBuilder) builder;
    }

    @Override
    public boolean hasDictionarySupport() {
      return true;
    }

    @Override
    public void setDictionary(Dictionary values) {
      BytesBuilder entries = new BytesBuilder(values.getMaxId() + 1);
      for (int i = 0; i <= values.getMaxId(); i++) {
        append(entries, values.decodeToBinary(i));
      }
      dictionary = (BytesVector) entries.build();
    }

    @Override
    public void addValueFromDictionary(int code) {
      if (flat) {
        plain.appendFrom(dictionary, code);
      } else {
        codes[count++] = code;
      }
    }

    @Override
    public void addBinary(Binary value) {
      flatten();
      append(plain, value);
    }

    void addNull() {
      if (flat) {
        plain.appendNull();
      } else {
        codes[count++] = -1;
      }
    }

    private void flatten() {
      if (flat) {
        return;
      }
      flat = true;
      for (int i = 0; i < count; i++) {
        if (codes[i] < 0) {
          plain.appendNull();
        } else {
          plain.appendFrom(dictionary, codes[i]);
        }
      }
      count = 0;
    }

    private static void append(BytesBuilder into, Binary value) {
      ByteBuffer bytes = value.toByteBuffer();
      if (bytes.hasArray()) {
        into.appendBytes(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      } else {
        into.appendBytes(value.getBytes());
      }
    }

    Vector take() {
      if (dictionary == null) {
        flatten();
      }
      if (flat) {
        flat = false;
        return plain.build();
      }
      int rows = count;
      count = 0;
      int[] taken = codes;
      codes = new int[Batch.MAX_ROWS];
      return new DictionaryVector(rows, taken, dictionary);
    }
  }

  @Override
  void open(PageReadStore pages, ParquetBatchReader.Fallback values) {
    dictionary = null;
    super.open(pages, values);
  }

  @Override
  ColumnIn converter() {
    return converter;
  }

  @Override
  Vector read(int rows) {
    for (int i = 0; i < rows; i++) {
      if (reader.getCurrentDefinitionLevel() == valueLevel) {
        reader.writeCurrentValueToConverter();
      } else {
        converter.addNull();
      }
      reader.consume();
    }
    return converter.take();
  }
}
