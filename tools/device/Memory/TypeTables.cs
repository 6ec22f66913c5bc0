using Mono.Cecil;
using Mono.Cecil.Cil;
using nanoDer.Device.Loading;

namespace nanoDer.Device.Memory;

/// <summary>
/// What an assembly's tables take on the device's heap: a record of the runtime for each definition and reference, and
/// 12 bytes for each static field.
/// </summary>
internal static class TypeTables
{
    // Sizes of the runtime's records on 32 bits.
    private const int AssemblyBytes = 136;
    private const int AssemblyRef = 4;
    private const int TypeRef = 4;
    private const int FieldRef = 4;
    private const int MethodRef = 4;
    private const int TypeDef = 8;
    private const int FieldDef = 2;
    private const int MethodDef = 2;
    private const int StaticField = 12;

    public static int Bytes(ModuleDefinition module)
    {
        TypeDefinition[] types = [.. module.GetTypes().Where(t => t.Name != "<Module>" && Keeps(t))];
        var typeRefs = new HashSet<string>();
        var memberRefs = new HashSet<string>();
        int fieldRefs = 0;
        int methodRefs = 0;
        int fields = 0;
        int statics = 0;
        int methods = 0;
        foreach (TypeDefinition type in types)
        {
            Refer(type.BaseType, typeRefs);
            foreach (InterfaceImplementation implemented in type.Interfaces)
            {
                Refer(implemented.InterfaceType, typeRefs);
            }

            fields += type.Fields.Count(f => !f.HasConstant);
            statics += type.Fields.Count(f => f.IsStatic && !f.HasConstant);
            methods += type.Methods.Count;
            foreach (MethodDefinition method in type.Methods)
            {
                foreach (ParameterDefinition parameter in method.Parameters)
                {
                    Refer(parameter.ParameterType, typeRefs);
                }

                Refer(method.ReturnType, typeRefs);
                if (!method.HasBody)
                {
                    continue;
                }

                foreach (VariableDefinition local in method.Body.Variables)
                {
                    Refer(local.VariableType, typeRefs);
                }

                foreach (MemberReference member in method.Body.Instructions.Select(i => i.Operand).OfType<MemberReference>())
                {
                    switch (member)
                    {
                        case TypeReference reference:
                            Use(reference, typeRefs);
                            break;
                        case MethodReference and not MethodDefinition:
                            Use(member.DeclaringType, typeRefs);
                            methodRefs += memberRefs.Add(member.FullName) ? 1 : 0;
                            break;
                        case FieldReference and not FieldDefinition:
                            Use(member.DeclaringType, typeRefs);
                            fieldRefs += memberRefs.Add(member.FullName) ? 1 : 0;
                            break;
                    }
                }
            }
        }

        int bytes = AssemblyBytes + (AssemblyRef * Assemblies(module, typeRefs)) + (TypeRef * typeRefs.Count) + (FieldRef * fieldRefs) + (MethodRef * methodRefs)
            + (TypeDef * types.Length) + (FieldDef * fields) + (MethodDef * methods) + (StaticField * statics);
        return (bytes + 3) / 4 * 4;
    }

    private static bool Keeps(TypeDefinition type) =>
        type.Namespace is not ("Microsoft.CodeAnalysis" or "System.Runtime.CompilerServices") || !type.Name.EndsWith("Attribute", StringComparison.Ordinal);

    /// <summary>References to the packages of nanoFramework in place of those to the host's assemblies.</summary>
    private static int Assemblies(ModuleDefinition module, IEnumerable<string> types)
    {
        var own = module.AssemblyReferences.Count(r => !Package.IsHostLibrary(r.Name));
        return own + types.Where(t => !t.StartsWith("nanoDer.", StringComparison.Ordinal)).Select(Package.OwnerOf).Distinct().Count();
    }

    private static void Refer(TypeReference? type, HashSet<string> into)
    {
        while (type is TypeSpecification specification)
        {
            type = specification.ElementType;
        }

        // What a signature can say in one byte needs no record.
        if (type?.MetadataType is MetadataType.Class or MetadataType.ValueType)
        {
            Use(type, into);
        }
    }

    private static void Use(TypeReference? type, HashSet<string> into)
    {
        while (type is TypeSpecification specification)
        {
            type = specification.ElementType;
        }

        if (type is not null and not TypeDefinition)
        {
            into.Add(type.FullName);
        }
    }
}
