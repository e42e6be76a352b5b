package io.plimsoll.contract;

/**
 * What a caller may send for a field, and the one place where a value is held against it: the reader checks defaults
 * and examples here, the decoder checks every request.
 */
public sealed interface FieldType
        permits IntegerType,
                NumberType,
                DecimalType,
                BooleanType,
                CategoryType,
                TextType,
                DateType,
                DateTimeType,
                VectorType,
                ListType,
                TensorType {

    /** How the contract spells the type. */
    String spelling();
}
